/// Asks for a response.
package struct ResponseCreate: WireObject {
    package var response: ResponseRequest?
    /// Added to the session's instructions for this response only.
    package var additionalInstructions: PrivateText?
    package var extra = JSONObject()

    package init() {}

    package init(response: ResponseRequest? = nil, additionalInstructions: PrivateText? = nil) {
        self.response = response
        self.additionalInstructions = additionalInstructions
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("response", &response)
        try fields.map(.voiceLive("additional_instructions"), &additionalInstructions)
    }
}
