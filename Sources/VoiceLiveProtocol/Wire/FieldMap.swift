/// The fields of one object on their way in or out.
///
/// Reading takes each field away from `members`; what is left over is what we do not model.
package struct FieldMap {
    package var context: WireContext
    package internal(set) var members: JSONObject
    package let isWriting: Bool

    init(reading members: JSONObject, in context: WireContext) {
        (self.members, self.context, isWriting) = (members, context, false)
    }

    init(writing type: String?, in context: WireContext) {
        (members, self.context, isWriting) = (JSONObject(), context, true)
        if let type { members.append("type", .string(type)) }
    }

    package var dialect: Dialect { context.dialect }

    /// A field that must be there.
    package mutating func map<Value: WireValue>(_ key: WireKey, _ value: inout Value) throws(WireError) {
        if isWriting {
            if !value.exists(in: dialect) { context.unsayable = key.voiceLive }
            return put(key, value)
        }
        switch take(key) {
        case nil, .null?: throw .unreadable("missing").inside(key.voiceLive)
        case let json?: value = try read(json, key)
        }
    }

    /// A field that keeps the value it has when it is missing or null.
    package mutating func map<Value: WireValue>(lenient key: WireKey, _ value: inout Value) throws(WireError) {
        if isWriting { return put(key, value) }
        if let json = take(key), json != .null { value = try read(json, key) }
    }

    /// A field that may be missing; null means the same.
    package mutating func map<Value: WireValue>(_ key: WireKey, _ value: inout Value?) throws(WireError) {
        if isWriting {
            if let value { put(key, value) }
        } else if let json = take(key), json != .null {
            value = try read(json, key)
        }
    }

    /// A field in which null has a meaning of its own.
    package mutating func map<Value: WireValue>(_ key: WireKey, _ value: inout Clearable<Value>) throws(WireError) {
        switch (isWriting, value) {
        case (true, .absent): break
        case (true, .null): put(key, JSONValue.null)
        case (true, .value(let given)): put(key, given)
        case (false, _):
            guard let json = take(key) else { return }
            value = json == .null ? .null : .value(try read(json, key))
        }
    }

    /// Fields that stand in this object but are kept together in a type of their own.
    package mutating func embed<Part: FieldGroup>(_ part: inout Part) throws(WireError) {
        try part.map(&self)
    }

    /// A word that a server puts on every object of this kind, and that nobody need read.
    mutating func constant(_ name: String, _ word: String) {
        if !isWriting {
            _ = members.take(name)
        } else if context.side == .server {
            members.append(name, .string(word))
        }
    }

    /// Leaves a field out and reports it.
    mutating func omit(_ key: WireKey) {
        context.omitted.append(key.voiceLive)
    }

    /// Whether there is still a member to read by this name.
    func has(_ name: String) -> Bool {
        members[name] != nil
    }

    // MARK: Members

    mutating func put(_ key: WireKey, _ value: some WireValue) {
        guard let place = key.place(in: context.dialect), value.exists(in: context.dialect) else { return omit(key) }
        let reported = context.omitted.count
        let json = value.json(in: &context)
        for index in reported..<context.omitted.count {
            context.omitted[index] = key.voiceLive + "." + context.omitted[index]
        }
        switch place {
        case .name(let name): members.append(name, json)
        case .path(let path): Self.put(json, along: path[...], into: &members)
        }
    }

    mutating func take(_ key: WireKey) -> JSONValue? {
        switch key.readingPlace(in: context.dialect) {
        case .name(let name): members.take(name)
        case .path(let path): Self.take(along: path[...], from: &members)
        }
    }

    private mutating func read<Value: WireValue>(_ json: JSONValue, _ key: WireKey) throws(WireError) -> Value {
        do { return try Value(json: json, in: &context) } catch { throw error.inside(key.voiceLive) }
    }

    private static func put(_ json: JSONValue, along path: ArraySlice<String>, into members: inout JSONObject) {
        guard let name = path.first else { return }
        if path.count == 1 {
            members[name] = json
            return
        }
        var inner = members[name]?.object ?? JSONObject()
        put(json, along: path.dropFirst(), into: &inner)
        members[name] = .object(inner)
    }

    private static func take(along path: ArraySlice<String>, from members: inout JSONObject) -> JSONValue? {
        guard let name = path.first else { return nil }
        if path.count == 1 { return members.take(name) }
        guard case .object(var inner)? = members[name], let json = take(along: path.dropFirst(), from: &inner) else {
            return nil
        }
        members[name] = inner.isEmpty ? nil : .object(inner)
        return json
    }
}

/// Fields that several objects share, written side by side with their own.
package protocol FieldGroup: Hashable, Sendable {
    mutating func map(_ fields: inout FieldMap) throws(WireError)
}
