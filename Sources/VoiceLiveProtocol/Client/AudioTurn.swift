/// Begins, ends or cancels a turn of sound that the client delimits itself.
package struct AudioTurn: WireObject {
    package var turnID: String = ""
    package var extra = JSONObject()

    package init() {}

    package init(turnID: String) {
        self.turnID = turnID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("turn_id", &turnID)
    }
}
