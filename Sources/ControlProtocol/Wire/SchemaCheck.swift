extension Schema {
    /// Refuses a value that has not this shape. The fault's pointer starts at `value`.
    package func check(_ value: JSONValue) throws(WireFault) {
        if case .null = value {
            guard isNullable || kind == .any else { throw WireFault(expected: expectation, found: value) }
            return
        }
        switch kind {
        case .any: break
        case .boolean: guard value.bool != nil else { throw WireFault(expected: expectation, found: value) }
        case .integer: try check(whole: value)
        case .number: try check(number: value)
        case .string: try check(text: value)
        case .array: try check(elements: value)
        case .object: try check(members: value)
        }
        if !choices.isEmpty, !choices.contains(value) { throw unknownChoice(value) }
        if let maxBytes, JSONWriter.bytes(of: value).count > maxBytes {
            throw WireFault(expected: "at most \(maxBytes) bytes of JSON", found: value)
        }
    }

    private func check(whole value: JSONValue) throws(WireFault) {
        guard value.wholeNumber != nil else { throw WireFault(expected: expectation, found: value) }
        try check(number: value)
    }

    private func check(number value: JSONValue) throws(WireFault) {
        guard let number = value.double else { throw WireFault(expected: expectation, found: value) }
        guard number >= minimum ?? -.infinity, number <= maximum ?? .infinity else {
            throw WireFault(expected: expectation, found: value)
        }
    }

    private func check(text value: JSONValue) throws(WireFault) {
        guard let text = value.string else { throw WireFault(expected: expectation, found: value) }
        guard !text.utf8.contains(0) else { throw WireFault(expected: "text without NUL", found: value) }
        let length = text.utf8.count
        guard length >= minLength ?? 0, length <= maxLength ?? .max else {
            throw WireFault(expected: expectation, found: value)
        }
    }

    private func check(elements value: JSONValue) throws(WireFault) {
        guard let elements = value.array else { throw WireFault(expected: expectation, found: value) }
        guard elements.count >= minItems ?? 0, elements.count <= maxItems ?? .max else {
            throw WireFault(expected: expectation, found: value)
        }
        guard let items else { return }
        for (index, element) in elements.enumerated() {
            do { try items.check(element) } catch { throw error.inside(String(index)) }
        }
    }

    private func check(members value: JSONValue) throws(WireFault) {
        guard let object = value.object else { throw WireFault(expected: expectation, found: value) }
        for member in object.members {
            guard !member.name.utf8.contains(0) else { throw WireFault(expected: "names without NUL", found: value) }
            guard let property = properties.first(where: { $0.name.hasSameBytes(as: member.name) }) else {
                if isOpen { continue }
                throw unknownMember(member.name)
            }
            do { try property.schema.check(member.value) } catch { throw error.inside(property.name) }
        }
        for property in properties where property.isRequired && object[property.name] == nil {
            throw WireFault(expected: property.schema.expectation, problem: "is missing").inside(property.name)
        }
    }

    private func unknownMember(_ name: String) -> WireFault {
        let names = properties.map(\.name)
        var fault = WireFault(
            expected: names.isEmpty ? "no members" : "one of " + names.joined(separator: ", "),
            problem: "is not a known member")
        fault.hint = nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
        return fault.inside(name)
    }

    private func unknownChoice(_ value: JSONValue) -> WireFault {
        var fault = WireFault(expected: expectation, found: value)
        let words = choices.compactMap(\.string)
        fault.hint = value.string.flatMap { nearest(to: $0, among: words) }.map { "did you mean \"\($0)\"?" }
        return fault
    }

    /// What belongs here, in words.
    package var expectation: String {
        if !choices.isEmpty {
            return "one of " + choices.map { JSONWriter.text(of: $0) }.joined(separator: ", ")
        }
        let (low, high): (String?, String?) =
            switch kind {
            case .integer, .number: (minimum.map(Self.short), maximum.map(Self.short))
            case .string: (minLength.map { "\($0) bytes" }, maxLength.map { "\($0) bytes" })
            case .array: (minItems.map { "\($0) elements" }, maxItems.map { "\($0) elements" })
            default: (nil, nil)
            }
        let noun = kind == .any ? "a value" : (kind == .integer ? "a whole number" : kind.rawValue)
        return switch (low, high) {
        case (let low?, let high?): "\(noun) from \(low) to \(high)"
        case (let low?, nil): "\(noun) of at least \(low)"
        case (nil, let high?): "\(noun) of at most \(high)"
        case (nil, nil): noun
        }
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? String(number)
    }
}
