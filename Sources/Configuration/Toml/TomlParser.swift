import CToml

/// A file that is not TOML.
package struct TomlSyntaxError: Error, Equatable {
    package let place: Place
    package let reason: String
}

/// Parses text into its top table, entries in the order of the file.
package enum TomlParser {
    package static func parse(_ bytes: [UInt8], file: String) throws(TomlSyntaxError) -> TomlNode {
        try NestingGuard.check(bytes, file: file)
        let builder = TomlBuilder(file: file)
        var reason = [CChar](repeating: 0, count: 400)
        var place = ctoml_place()
        let isGood = unsafe bytes.withUnsafeBytes { text in
            unsafe ctoml_parse(
                text.baseAddress?.assumingMemoryBound(to: CChar.self) ?? nil, text.count,
                { context, event in
                    guard let context = unsafe context, let event = unsafe event else { return }
                    let builder = unsafe Unmanaged<TomlBuilder>.fromOpaque(context).takeUnretainedValue()
                    unsafe builder.take(event.pointee)
                }, Unmanaged.passUnretained(builder).toOpaque(), &reason, reason.count, &place)
        }
        guard isGood else {
            let words = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw TomlSyntaxError(
                place: Place(file: file, line: max(1, Int(place.line)), column: max(1, Int(place.column))),
                reason: plain(String(decoding: words, as: UTF8.self)))
        }
        return builder.root
    }
}

extension TomlParser {
    /// The library's words without its jargon.
    private static func plain(_ reason: String) -> String {
        let start = "Error while parsing "
        let text = reason.hasPrefix(start) ? "in this " + reason.dropFirst(start.count) : reason
        let bracket = text.hasSuffix(")") ? text.lastIndex(of: "(") : nil
        return bracket.map { String(text[..<$0].dropLast()) } ?? text
    }
}

/// Turns the walk's events back into a tree.
private final class TomlBuilder {
    private struct Level {
        var key: (name: String, place: Place)?
        var place: Place
        var entries: [TomlEntry] = []
        var elements: [TomlNode] = []
    }

    let file: String
    private(set) var root: TomlNode
    private var levels: [Level] = []

    init(file: String) {
        self.file = file
        root = TomlNode(content: .table([]), place: Place(file: file, line: 1, column: 1))
    }

    func take(_ event: ctoml_event) {
        let key = unsafe key(of: event)
        let place = unsafe place(of: event)
        switch unsafe event.kind {
        case CTOML_TABLE_BEGIN, CTOML_ARRAY_BEGIN: levels.append(Level(key: key, place: place))
        case CTOML_TABLE_END: end { .table($0.entries.sorted(by: Self.order)) }
        case CTOML_ARRAY_END: end { .array($0.elements) }
        case CTOML_STRING: unsafe add(.string(text(of: event)), key, place)
        case CTOML_INTEGER: unsafe add(.integer(Int(event.integer)), key, place)
        case CTOML_FLOAT: unsafe add(.float(event.number), key, place)
        case CTOML_BOOLEAN: unsafe add(.boolean(event.boolean), key, place)
        default: add(.date, key, place)
        }
    }

    private func end(_ content: (Level) -> TomlNode.Content) {
        guard let level = levels.popLast() else { return }
        add(content(level), level.key, level.place)
    }

    private func add(_ content: TomlNode.Content, _ key: (name: String, place: Place)?, _ place: Place) {
        let node = TomlNode(content: content, place: place)
        guard !levels.isEmpty else {
            root = node
            return
        }
        if let key {
            levels[levels.count - 1].entries.append(TomlEntry(key: key.name, keyPlace: key.place, value: node))
        } else {
            levels[levels.count - 1].elements.append(node)
        }
    }

    private func key(of event: ctoml_event) -> (String, Place)? {
        guard let start = unsafe event.key else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: event.key_length)
        let name = unsafe String(decoding: bytes, as: UTF8.self)
        let place = unsafe Place(
            file: file, line: Int(event.key_begin.line), column: Int(event.key_begin.column),
            length: max(1, name.unicodeScalars.count))
        return (name, place)
    }

    private func text(of event: ctoml_event) -> String {
        guard let start = unsafe event.text else { return "" }
        return unsafe String(
            decoding: UnsafeRawBufferPointer(start: start, count: event.text_length), as: UTF8.self)
    }

    private func place(of event: ctoml_event) -> Place {
        let (begin, end) = unsafe (event.begin, event.end)
        let length = begin.line == end.line ? Int(end.column) - Int(begin.column) : 1
        return Place(file: file, line: Int(begin.line), column: Int(begin.column), length: max(1, length))
    }

    private static func order(_ left: TomlEntry, _ right: TomlEntry) -> Bool {
        (left.keyPlace.line, left.keyPlace.column) < (right.keyPlace.line, right.keyPlace.column)
    }
}
