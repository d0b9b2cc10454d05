/// The avatar begins to speak, or falls idle.
package struct AvatarSwitched: WireObject {
    package var turnID: String?
    package var extra = JSONObject()

    package init() {}

    package init(turnID: String? = nil) {
        self.turnID = turnID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("turn_id", &turnID)
    }
}
