/// A function call's arguments are complete.
package struct FunctionCallArgumentsDone: WireObject {
    package var place = OutputPlace()
    package var callID: String = ""
    /// Not sent by OpenAI's beta: the item has it.
    package var name: String?
    /// JSON text; it may carry stray white space and a line break.
    package var arguments: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace, callID: String, name: String? = nil, arguments: PrivateText) {
        self.place = place
        self.callID = callID
        self.name = name
        self.arguments = arguments
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("call_id", &callID)
        try fields.map(WireKey("name", ga: "name"), &name)
        try fields.map("arguments", &arguments)
    }
}
