extension Rule where Value == Bool {
    static let boolean = Rule(
        type: "boolean", schema: .object(["type": .string("boolean")]), samples: ["true", "false"],
        decode: { node, misfits in
            if case .boolean(let flag) = node.content { return flag }
            misfits.add(.type, "expected true or false, found \(node.kindName)", at: node)
            return nil
        }, encode: { String($0) })
}

extension Rule where Value == Int {
    /// - Parameter unit: such as `milliseconds`; empty for plain counts.
    static func integer(_ limits: ClosedRange<Int>, unit: String = "") -> Rule {
        Rule(
            type: unit.isEmpty ? "integer" : "integer, \(unit)",
            range: "\(limits.lowerBound) to \(limits.upperBound)",
            schema: .object([
                "type": .string("integer"), "minimum": .integer(limits.lowerBound),
                "maximum": .integer(limits.upperBound),
            ]),
            samples: [String(limits.lowerBound), String(limits.upperBound)],
            decode: { node, misfits in
                guard case .integer(let number) = node.content else {
                    misfits.add(.type, "expected an integer, found \(node.kindName)", at: node)
                    return nil
                }
                return limits.checked(number, at: node, &misfits) { String($0) }
            }, encode: { String($0) })
    }

    /// One of a few numbers.
    static func oneOf(_ numbers: [Int], unit: String = "") -> Rule {
        let names = numbers.map { String($0) }
        return Rule(
            type: unit.isEmpty ? "integer" : "integer, \(unit)", range: names.joined(separator: ", "),
            schema: .object(["enum": .array(numbers.map { .integer($0) })]), samples: names,
            decode: { node, misfits in
                guard case .integer(let number) = node.content else {
                    misfits.add(.type, "expected an integer, found \(node.kindName)", at: node)
                    return nil
                }
                if numbers.contains(number) { return number }
                misfits.add(.choice, "\(number) is not one of \(names.joined(separator: ", "))", at: node)
                return nil
            }, encode: { String($0) })
    }
}

extension Rule where Value == Double {
    static func number(_ limits: ClosedRange<Double>, unit: String = "") -> Rule {
        Rule(
            type: unit.isEmpty ? "number" : "number, \(unit)",
            range: "\(TomlText.number(limits.lowerBound)) to \(TomlText.number(limits.upperBound))",
            schema: .object([
                "type": .string("number"), "minimum": .number(limits.lowerBound),
                "maximum": .number(limits.upperBound),
            ]),
            samples: [TomlText.number(limits.lowerBound), TomlText.number(limits.upperBound)],
            decode: { node, misfits in
                switch node.content {
                case .integer(let number):
                    return limits.checked(Double(number), at: node, &misfits) { TomlText.number($0) }
                case .float(let number) where number.isFinite:
                    return limits.checked(number, at: node, &misfits) { TomlText.number($0) }
                case .float:
                    misfits.add(.range, "must be a finite number", at: node)
                default:
                    misfits.add(.type, "expected a number, found \(node.kindName)", at: node)
                }
                return nil
            }, encode: { TomlText.number($0) })
    }
}

extension ClosedRange {
    /// The value if it is inside; otherwise a misfit that names the limit.
    func checked(
        _ value: Bound, at node: TomlNode, _ misfits: inout Misfits, _ text: (Bound) -> String
    ) -> Bound? {
        if contains(value) { return value }
        let (word, limit) = value < lowerBound ? ("below the minimum", lowerBound) : ("above the maximum", upperBound)
        misfits.add(.range, "\(text(value)) is \(word) \(text(limit))", at: node)
        return nil
    }
}
