/// A value that must not appear in a log, an error or a dump. Only `exposed` gives it away.
package struct SecretString: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package let exposed: String

    package init(_ text: String) {
        exposed = text
    }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
