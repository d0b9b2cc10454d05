/// A piece of the arguments of a tool that the service calls.
package struct MCPCallArgumentsDelta: WireObject {
    package var place = OutputPlace()
    package var delta: PrivateText = ""
    package var obfuscation: String?
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace, delta: PrivateText, obfuscation: String? = nil) {
        self.place = place
        self.delta = delta
        self.obfuscation = obfuscation
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("delta", &delta)
        try fields.map("obfuscation", &obfuscation)
    }
}
