/// The members of a JSON object in the order they were read or set.
///
/// Protocol objects have a few dozen members at most, so look-up walks an array. Two objects are equal whatever their order.
package struct JSONObject: Sendable {
    /// One name and its value.
    package struct Member: Sendable {
        package var name: String
        package var value: JSONValue
    }

    package private(set) var members: [Member] = []

    package init() {}

    package var isEmpty: Bool { members.isEmpty }

    package var count: Int { members.count }

    /// The value of a name; setting nil removes the member.
    package subscript(name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member whose name is known to be new.
    mutating func append(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
    }

    /// Removes a member and hands over its value.
    package mutating func take(_ name: String) -> JSONValue? {
        guard let place = index(of: name) else { return nil }
        return members.remove(at: place).value
    }

    /// Lays `other` over this object: objects are merged member by member, anything else is replaced.
    package mutating func merge(_ other: JSONObject) {
        lay(other) { own, added in
            guard case .object(var inner) = own, case .object(let other) = added else { return added }
            inner.merge(other)
            return .object(inner)
        }
    }

    /// Sets all members of `other`, whole.
    package mutating func replace(with other: JSONObject) {
        lay(other) { _, added in added }
    }

    /// Strangers' objects may have any number of members: a table keeps the cost in proportion.
    private mutating func lay(_ other: JSONObject, together: (JSONValue, JSONValue) -> JSONValue) {
        if other.isEmpty { return }
        var places = placesByName
        for member in other.members {
            if let place = places[member.name] {
                members[place].value = together(members[place].value, member.value)
            } else {
                places[member.name] = members.count
                members.append(member)
            }
        }
    }

    private var placesByName: [String: Int] {
        var places: [String: Int] = [:]
        for (place, member) in members.enumerated() { places[member.name] = place }
        return places
    }

    private func index(of name: String) -> Int? {
        members.lastIndex { $0.name == name }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        let places = right.placesByName
        return left.members.allSatisfy { member in
            places[member.name].map { right.members[$0].value == member.value } ?? false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Set(members.map(\.name)))
    }
}

extension JSONObject: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹object of \(count)›" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (name, value) in elements { self[name] = value }
    }
}
