import Glibc

/// All intents and words of one language, from the files of a directory.
package struct IntentLibrary: Sendable, Equatable {
    package var intents: [Intent] = []
    package var phrasebook = Phrasebook()

    package enum Fault: Error, Equatable, CustomStringConvertible {
        case unreadable(path: String, reason: String)
        /// No file of the language.
        case empty(path: String, language: String)
        case file(IntentFile.Fault)

        package var description: String {
            switch self {
            case .unreadable(let path, let reason): "\(path): \(reason)"
            case .empty(let path, let language): "\(path): no intents in the language \(language)"
            case .file(let fault): fault.description
            }
        }
    }

    /// Files of the same language, in the order of their names; `path` may be one file.
    package init(path: String, language: String) throws(Fault) {
        for file in try Self.files(path) {
            do throws(IntentFile.Fault) { add(try IntentFile(try Self.bytes(file), file: file), in: language) } catch {
                throw .file(error)
            }
        }
        if intents.isEmpty { throw .empty(path: path, language: language) }
    }

    /// Adds a file if it is in the language: "en" serves "en-US".
    private mutating func add(_ file: IntentFile, in language: String) {
        guard file.language.prefix(2).lowercased() == language.prefix(2).lowercased() else { return }
        intents += file.intents
        for (key, text) in file.words { if let path = Phrasebook.keys[key] { phrasebook[keyPath: path] = text } }
    }

    private static func files(_ path: String) throws(Fault) -> [String] {
        guard let directory = unsafe opendir(path) else {
            if errno == ENOTDIR { return [path] }
            throw .unreadable(path: path, reason: reason())
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".toml"), !name.hasPrefix("."), names.count < 256 { names.append(name) }
        }
        return names.sorted().map { path + "/" + $0 }
    }

    private static func bytes(_ path: String) throws(IntentFile.Fault) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IntentFile.Fault(file: path, reason()) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw IntentFile.Fault(file: path, reason()) }
            if count == 0 { return bytes }
            bytes += piece[0..<count]
            guard bytes.count <= IntentFile.largestBytes else {
                throw IntentFile.Fault(file: path, "larger than 1 MiB")
            }
        }
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

extension Phrasebook {
    /// The words' names in files.
    static var keys: [String: any WritableKeyPath<Phrasebook, String> & Sendable] {
        [
            "greeting": \.greeting, "not_understood": \.notUnderstood, "ask_again": \.askAgain,
            "tool_failed": \.toolFailed,
            "broken_off": \.brokenOff, "nothing_to_repeat": \.nothingToRepeat, "no_help": \.noHelp, "done": \.done,
            "help": \.help, "or": \.or, "question": \.question,
        ]
    }
}
