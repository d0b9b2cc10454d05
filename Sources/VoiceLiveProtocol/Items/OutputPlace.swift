/// Which item of which response an event is about.
package struct OutputPlace: FieldGroup {
    package var responseID = ""
    package var itemID = ""
    package var outputIndex = 0

    package init() {}

    package init(responseID: String, itemID: String, outputIndex: Int = 0) {
        self.responseID = responseID
        self.itemID = itemID
        self.outputIndex = outputIndex
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("response_id", &responseID)
        try fields.map("item_id", &itemID)
        try fields.map(lenient: "output_index", &outputIndex)
    }
}
