/// A header line to send. A secret value never shows in a description.
package struct HTTPField: Equatable, Sendable {
    package var name: String
    package var value: SecretString
    package var isSecret: Bool

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = SecretString(value)
        isSecret = false
    }

    package init(_ name: String, secret value: SecretString) {
        self.name = name
        self.value = value
        isSecret = true
    }

    /// Whether it can be written as it is: a token for a name, no line end or other control in the value.
    var isWellFormed: Bool { HTTPHead.isToken(name.utf8) && HTTPHead.isFieldValue(value.exposed.utf8) }

    var line: String { "\(name): \(value.exposed)\r\n" }
}

extension HTTPField: CustomStringConvertible {
    package var description: String { "\(name): \(isSecret ? value.description : value.exposed)" }
}
