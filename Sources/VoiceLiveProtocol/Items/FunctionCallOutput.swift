/// What a function answered.
package struct FunctionCallOutput: WireObject {
    package var id: String?
    package var callID: String = ""
    /// Any text; JSON text by custom.
    package var output: PrivateText = ""
    package var status: ItemStatus?
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, callID: String, output: PrivateText, status: ItemStatus? = nil) {
        self.id = id
        self.callID = callID
        self.output = output
        self.status = status
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("call_id", &callID)
        try fields.map("output", &output)
        // Voice Live's server does not repeat the status that a client may send.
        if fields.isWriting, fields.dialect.isVoiceLive, fields.context.side == .server { return }
        try fields.map("status", &status)
    }
}
