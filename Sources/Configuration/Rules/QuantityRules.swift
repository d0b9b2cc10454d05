extension Rule where Value == Duration {
    /// A key that ends in `_ms`.
    static func milliseconds(_ limits: ClosedRange<Int>) -> Rule {
        Rule<Int>.integer(limits, unit: "milliseconds").mapped({ .milliseconds($0) }, { Quantity.milliseconds($0) })
    }

    /// A string with a unit, such as `"90s"`.
    static func duration(_ limits: ClosedRange<Duration>) -> Rule {
        let words = (Quantity.text(limits.lowerBound), Quantity.text(limits.upperBound))
        return Rule(
            type: "duration with unit ms, s, m, h or d", range: "\"\(words.0)\" to \"\(words.1)\"",
            schema: .object([
                "type": .string("string"), "pattern": .string("^[0-9]+(ms|s|m|h|d)$"),
            ]),
            samples: [TomlText.string(words.0), TomlText.string(words.1)],
            decode: { node, misfits in
                guard let value = node.quantity("a duration such as \"90s\"", Quantity.duration, &misfits) else {
                    return nil
                }
                return limits.checked(value, at: node, &misfits) { Quantity.text($0) }
            }, encode: { TomlText.string(Quantity.text($0)) })
    }
}

/// A number of bytes.
package struct ByteSize: Sendable, Equatable, Comparable {
    package let bytes: Int

    package init(bytes: Int) { self.bytes = bytes }

    static func mebibytes(_ count: Int) -> ByteSize { ByteSize(bytes: count << 20) }

    package static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}

extension Rule where Value == ByteSize {
    /// A string with a unit, such as `"64MiB"`.
    static func size(_ limits: ClosedRange<ByteSize>) -> Rule {
        let words = (Quantity.text(limits.lowerBound), Quantity.text(limits.upperBound))
        return Rule(
            type: "size with unit B, KiB, MiB or GiB", range: "\"\(words.0)\" to \"\(words.1)\"",
            schema: .object(["type": .string("string"), "pattern": .string("^[0-9]+(B|KiB|MiB|GiB)$")]),
            samples: [TomlText.string(words.0), TomlText.string(words.1)],
            decode: { node, misfits in
                guard let value = node.quantity("a size such as \"64MiB\"", Quantity.size, &misfits) else {
                    return nil
                }
                return limits.checked(value, at: node, &misfits) { Quantity.text($0) }
            }, encode: { TomlText.string(Quantity.text($0)) })
    }
}

extension TomlNode {
    fileprivate func quantity<Value>(
        _ name: String, _ parse: (String) -> Value?, _ misfits: inout Misfits
    ) -> Value? {
        guard case .string(let text) = content else {
            misfits.add(.type, "expected \(name), found \(kindName)", at: self)
            return nil
        }
        if let value = parse(text) { return value }
        misfits.add(.format, "\"\(text.prefix(64))\" is not \(name)", at: self)
        return nil
    }
}

/// Durations and sizes as people write them.
package enum Quantity {
    private static let times: [(unit: String, factor: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    private static let sizes: [(unit: String, factor: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    package static func duration(_ text: String) -> Duration? { parse(text, times).map { .milliseconds($0) } }

    static func size(_ text: String) -> ByteSize? { parse(text, sizes).map { ByteSize(bytes: $0) } }

    /// In the largest unit that needs no fraction.
    static func text(_ duration: Duration) -> String { text(milliseconds(duration), times, zero: "0s") }

    static func text(_ size: ByteSize) -> String { text(size.bytes, sizes, zero: "0B") }

    static func milliseconds(_ duration: Duration) -> Int {
        Int(duration.components.seconds) * 1000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
    }

    private static func parse(_ text: String, _ units: [(unit: String, factor: Int)]) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard let count = Int(digits), let unit = units.first(where: { $0.unit == rest }) else { return nil }
        let (value, isTooLarge) = count.multipliedReportingOverflow(by: unit.factor)
        // Beyond a thousand years, arithmetic with it could overflow.
        return isTooLarge || value > 1 << 55 ? nil : value
    }

    private static func text(_ value: Int, _ units: [(unit: String, factor: Int)], zero: String) -> String {
        guard value != 0, let unit = units.first(where: { value % $0.factor == 0 }) else { return zero }
        return "\(value / unit.factor)\(unit.unit)"
    }
}
