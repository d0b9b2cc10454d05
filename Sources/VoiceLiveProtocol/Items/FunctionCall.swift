/// The model wants a function called.
package struct FunctionCall: WireObject {
    package var id: String?
    package var callID: String = ""
    package var name: String = ""
    /// JSON text.
    package var arguments: PrivateText = ""
    package var status: ItemStatus?
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String? = nil, callID: String, name: String, arguments: PrivateText = "", status: ItemStatus? = nil
    ) {
        self.id = id
        self.callID = callID
        self.name = name
        self.arguments = arguments
        self.status = status
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("call_id", &callID)
        try fields.map("name", &name)
        try fields.map(lenient: "arguments", &arguments)
        try fields.map("status", &status)
    }
}
