/// How far a tool call of the service has come.
package struct MCPCallProgress: WireObject {
    package var itemID: String = ""
    package var outputIndex: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(itemID: String, outputIndex: Int = 0) {
        self.itemID = itemID
        self.outputIndex = outputIndex
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "output_index", &outputIndex)
    }
}
