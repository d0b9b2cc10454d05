/// Text that goes to its client and nowhere else: it does not print.
package struct HiddenText: WireType, Hashable {
    /// For the client, and for the service.
    package var text: String

    package init(_ text: String) { self.text = text }

    package static var schema: Schema { Schema(.string) }

    package init(wire: JSONValue) throws(WireFault) { self.init(try String(wire: wire)) }

    package var wire: JSONValue { .string(text) }
}

extension HiddenText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹\(text.utf8.count) bytes›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
