/// The arguments of a tool that the service calls are complete.
package struct MCPCallArgumentsDone: WireObject {
    package var place = OutputPlace()
    package var arguments: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace, arguments: PrivateText = "") {
        self.place = place
        self.arguments = arguments
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map(lenient: "arguments", &arguments)
    }
}
