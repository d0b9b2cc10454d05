/// What became of sound that the service plays itself over WebRTC.
package struct OutputAudioBuffer: WireObject {
    /// OpenAI only, whose clients insist on it.
    package var responseID: String?
    package var extra = JSONObject()

    package init() {}

    package init(responseID: String? = nil) {
        self.responseID = responseID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(WireKey("response_id", beta: "response_id", ga: "response_id", onlyOpenAI: true), &responseID)
    }
}
