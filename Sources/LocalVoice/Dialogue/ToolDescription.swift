/// A tool that a client registered, as far as it can be called by voice.
package struct ToolDescription: Sendable, Equatable {
    package var name: String
    package var description: String
    package var parameters: [Parameter]

    package struct Parameter: Sendable, Equatable {
        package var name: String
        package var kind: Kind
        package var isRequired: Bool
        package var standard: SlotValue?

        package init(name: String, kind: Kind, isRequired: Bool, standard: SlotValue? = nil) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
            self.standard = standard
        }
    }

    package enum Kind: Sendable, Equatable {
        case number(ClosedRange<Int>)
        case choice([String])
        case truth
        /// Free text, an array, an object: nothing a grammar can hear.
        case unsayable
    }

    package init(name: String, description: String, parameters: [Parameter]) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
