/// A name that the service or a client gave. Opaque: compared, never taken apart. `Kind` keeps names of different things apart.
package struct Identifier<Kind>: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package var description: String { text }
}

/// What an `Identifier` can name.
package enum Named {
    package enum Item {}
    package enum Response {}
    package enum Call {}
    package enum Approval {}
    package enum Endpoint {}
    package enum Tool {}
}

package typealias ItemID = Identifier<Named.Item>
package typealias ResponseID = Identifier<Named.Response>
package typealias CallID = Identifier<Named.Call>
package typealias ApprovalID = Identifier<Named.Approval>
package typealias EndpointName = Identifier<Named.Endpoint>
package typealias ToolName = Identifier<Named.Tool>

/// One socket to a service, counted from 1 in the life of a conversation. Two may be open at once during a renewal.
package struct ConnectionNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    package var description: String { "connection \(value)" }
}

/// A command that may be answered by an error, counted in the life of a conversation.
package struct CommandNumber: Hashable, Sendable {
    package let value: Int

    package init(_ value: Int) { self.value = value }
}

/// An item of one connection. Services name items anew on every connection, so the name alone does not tell which is meant.
package struct ItemKey: Hashable, Sendable {
    package let connection: ConnectionNumber
    package let item: ItemID

    package init(_ connection: ConnectionNumber, _ item: ItemID) {
        self.connection = connection
        self.item = item
    }
}

/// A response of one connection.
package struct ResponseKey: Hashable, Sendable {
    package let connection: ConnectionNumber
    package let response: ResponseID

    package init(_ connection: ConnectionNumber, _ response: ResponseID) {
        self.connection = connection
        self.response = response
    }
}

/// A tool call as hosts know it, counted in the life of a conversation: the service's own names repeat after a reconnect.
package struct CallNumber: Hashable, Comparable, Sendable {
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
