/// Who a client says it is. For people only, never for decisions.
package struct ClientName: WireRecord, Equatable {
    /// The program's name.
    package var name: String
    /// Its version.
    package var version: String?

    package init(name: String, version: String? = nil) {
        self.name = name
        self.version = version
    }

    package static let record = Record(
        ClientName.init,
        Field("name", \.name, "The program's name.", in: 1...64),
        Field("version", \.version, "Its version.", in: 0...32))

    package static let example = ClientName(name: "kiosk-ui", version: "2.3")
}
