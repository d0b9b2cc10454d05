/// One find of a file search.
package struct FileSearchResult: WireObject {
    package var fileID: String?
    package var filename: String?
    package var score: Double?
    package var text: PrivateText?
    package var attributes: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(
        fileID: String? = nil,
        filename: String? = nil,
        score: Double? = nil,
        text: PrivateText? = nil,
        attributes: JSONValue? = nil
    ) {
        self.fileID = fileID
        self.filename = filename
        self.score = score
        self.text = text
        self.attributes = attributes
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("file_id", &fileID)
        try fields.map("filename", &filename)
        try fields.map("score", &score)
        try fields.map("text", &text)
        try fields.map("attributes", &attributes)
    }
}
