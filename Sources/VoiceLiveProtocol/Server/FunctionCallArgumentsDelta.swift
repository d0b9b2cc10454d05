/// A piece of a function call's arguments.
package struct FunctionCallArgumentsDelta: WireObject {
    package var place = OutputPlace()
    package var callID: String = ""
    package var delta: PrivateText = ""
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace, callID: String, delta: PrivateText) {
        self.place = place
        self.callID = callID
        self.delta = delta
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("call_id", &callID)
        try fields.map("delta", &delta)
    }
}
