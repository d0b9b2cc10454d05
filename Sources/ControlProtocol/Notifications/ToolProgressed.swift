/// A tool says what it is doing.
package struct ToolProgressed: Topic, Equatable {
    /// Its name.
    package var call: String
    /// The tool.
    package var name: String
    /// What it says.
    package var text: String

    package init(call: String, name: String, text: String) {
        self.call = call
        self.name = name
        self.text = text
    }

    package static let record = Record(
        ToolProgressed.init,
        Field("call", \.call, "Its name."),
        Field("name", \.name, "The tool."),
        Field("text", \.text, "What it says."))

    package static let facts = TopicFacts(
        "tool.progress", keeps: .must, role: .observer, carriesText: true,
        about: "A tool says what it is doing.")
    package static let example = ToolProgressed(call: "t-9", name: "set_temperature", text: "Asking the car")
}
