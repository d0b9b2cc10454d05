/// One configuration key with its value and where that came from.
package struct ConfigValue: WireRecord, Equatable {
    /// The key, dotted.
    package var path: String
    /// Its value; for a secret an object that says only whether it is set.
    package var value: JSONValue
    /// file:line, default or runtime.
    package var origin: String?

    package init(path: String, value: JSONValue, origin: String? = nil) {
        self.path = path
        self.value = value
        self.origin = origin
    }

    package static let record = Record(
        ConfigValue.init,
        Field("path", \.path, "The key, dotted."),
        Field("value", \.value, "Its value; for a secret an object that says only whether it is set."),
        Field("origin", \.origin, "file:line, default or runtime."))

    package static let example = ConfigValue(path: "dsp.ns.suppress_db", value: -20, origin: "default")
}
