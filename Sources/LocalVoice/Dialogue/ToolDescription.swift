/// A tool that a client registered, as far as it can be called by voice.
package struct ToolDescription: Sendable, Equatable {
    package var name: String
    package var description: String
    package var parameters: [Parameter]
    /// Whether the client said which parameters there are.
    package var namesParameters = true

    package struct Parameter: Sendable, Equatable {
        package var name: String
        package var kind: Kind
        package var isRequired: Bool
        package var standard: SlotValue?
        /// The ends of a number's range that the client gave itself.
        package var least: Int?
        package var most: Int?

        package init(name: String, kind: Kind, isRequired: Bool, standard: SlotValue? = nil) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
            self.standard = standard
        }
    }

    package enum Kind: Sendable, Equatable {
        case number(ClosedRange<Int>)
        case numbers([Int])
        case choice([String])
        case truth
        /// Free text: a grammar hears it where somebody wrote down what may be said.
        case text
        /// Whatever it is given.
        case anything
        /// An array, an object: nothing a grammar can hear.
        case unsayable
    }

    package init(name: String, description: String, parameters: [Parameter]) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
