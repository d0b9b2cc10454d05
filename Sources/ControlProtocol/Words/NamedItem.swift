/// An entry of a list that may grow members later.
package struct NamedItem: WireRecord, Equatable {
    /// The name.
    package var name: String

    package init(name: String) {
        self.name = name
    }

    package static let record = Record(
        NamedItem.init,
        Field("name", \.name, "The name.", in: 1...64))
}
