/// A credential on its way to a service: an MCP server's token or header, a TURN password. It never prints.
package struct Secret: Hashable, Sendable {
    /// The credential itself.
    package var value: String

    package init(_ value: String) {
        self.value = value
    }
}

extension Secret: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹secret›" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
