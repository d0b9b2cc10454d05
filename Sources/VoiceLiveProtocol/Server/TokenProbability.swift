/// How sure the recogniser is of one token.
package struct TokenProbability: WireObject {
    package var token: PrivateText = ""
    /// Natural logarithm.
    package var logprob: Double = 0
    package var bytes: [Int]?
    package var extra = JSONObject()

    package init() {}

    package init(token: PrivateText, logprob: Double, bytes: [Int]? = nil) {
        self.token = token
        self.logprob = logprob
        self.bytes = bytes
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("token", &token)
        try fields.map("logprob", &logprob)
        try fields.map("bytes", &bytes)
    }
}
