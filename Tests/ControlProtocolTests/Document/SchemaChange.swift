import ControlProtocol

/// The rule of additive change: what a client could do yesterday it can do today.
enum SchemaChange {
    /// Each break in words.
    static func breaks(from old: JSONValue, to new: JSONValue) -> [String] {
        named(old["methods"]).flatMap { name, method -> [String] in
            guard let now = named(new["methods"])[name] else { return ["\(name) is gone"] }
            return methodBreaks(name, method, now)
        }
            + named(old["x-topics"]).flatMap { name, topic -> [String] in
                guard let now = named(new["x-topics"])[name] else { return ["\(name) is gone"] }
                return replyBreaks(name, topic["data"], now["data"]) + roleBreaks(name, topic, now)
            }
            + named(old["x-errors"]).compactMap { name, error in
                named(new["x-errors"])[name]?["code"] == error["code"] ? nil : "error \(name) is gone or renumbered"
            }
    }

    private static func named(_ list: JSONValue?) -> [String: JSONValue] {
        Dictionary((list?.array ?? []).map { ($0["name"]?.string ?? "", $0) }) { first, _ in first }
    }

    private static func methodBreaks(_ name: String, _ old: JSONValue, _ new: JSONValue) -> [String] {
        var found = roleBreaks(name, old, new)
        let before = named(old["params"])
        let now = named(new["params"])
        for (param, description) in before {
            guard let there = now[param] else {
                found.append("\(name): parameter \(param) is gone")
                continue
            }
            if there["required"] == true, description["required"] != true {
                found.append("\(name): \(param) became required")
            }
            found += requestBreaks("\(name).\(param)", description["schema"], there["schema"])
        }
        for (param, description) in now where before[param] == nil && description["required"] == true {
            found.append("\(name): new required parameter \(param)")
        }
        return found + replyBreaks(name, old["result"]?["schema"], new["result"]?["schema"])
    }

    private static func roleBreaks(_ name: String, _ old: JSONValue, _ new: JSONValue) -> [String] {
        guard let before = try? Role(wire: old["x-role"] ?? .null), let now = try? Role(wire: new["x-role"] ?? .null)
        else { return ["\(name) has no role"] }
        return now > before ? ["\(name) needs a higher role"] : []
    }

    /// What was accepted must still be accepted, and mean the same.
    private static func requestBreaks(_ place: String, _ old: JSONValue?, _ new: JSONValue?) -> [String] {
        var found: [String] = []
        if let type = new?["type"], type != old?["type"] { found.append("\(place): another type") }
        if old?["default"] != new?["default"] { found.append("\(place): another default") }
        if let choices = new?["enum"]?.array {
            let before = old?["enum"]?.array
            if before == nil || before?.contains(where: { !choices.contains($0) }) ?? false {
                found.append("\(place): fewer values")
            }
        }
        for (bound, isLower) in [
            ("minimum", true), ("maximum", false), ("minLength", true), ("maxLength", false), ("minItems", true),
            ("maxItems", false), ("x-max-bytes", false),
        ] {
            guard let limit = new?[bound]?.double else { continue }
            let before = old?[bound]?.double ?? (isLower ? -.infinity : .infinity)
            if isLower ? limit > before : limit < before { found.append("\(place): tighter \(bound)") }
        }
        let required = Set((new?["required"]?.array ?? []).compactMap(\.string))
        if !required.isSubset(of: (old?["required"]?.array ?? []).compactMap(\.string)) {
            found.append("\(place): a member became required")
        }
        for member in old?["properties"]?.object?.members ?? [] {
            guard let now = new?["properties"]?[member.name] else {
                found.append("\(place): member \(member.name) is gone")
                continue
            }
            found += requestBreaks(place + "." + member.name, member.value, now)
        }
        if let items = new?["items"] { found += requestBreaks(place + "[]", old?["items"], items) }
        return found
    }

    /// What was told must still be told, in the same type.
    private static func replyBreaks(_ place: String, _ old: JSONValue?, _ new: JSONValue?) -> [String] {
        var found: [String] = []
        if let type = old?["type"], type != new?["type"] { found.append("\(place): another type") }
        let required = Set((new?["required"]?.array ?? []).compactMap(\.string))
        if !required.isSuperset(of: (old?["required"]?.array ?? []).compactMap(\.string)) {
            found.append("\(place): a member may be missing now")
        }
        for member in old?["properties"]?.object?.members ?? [] {
            guard let now = new?["properties"]?[member.name] else {
                found.append("\(place): member \(member.name) is gone")
                continue
            }
            found += replyBreaks(place + "." + member.name, member.value, now)
        }
        if let items = old?["items"] { found += replyBreaks(place + "[]", items, new?["items"]) }
        return found
    }
}
