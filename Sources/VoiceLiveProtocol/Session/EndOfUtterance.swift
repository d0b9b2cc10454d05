/// How the service decides that the user has finished. For text models behind Azure speech.
package struct EndOfUtterance: WireObject {
    package var model: EndOfUtteranceModel = .semantic
    package var thresholdLevel: ThresholdLevel?
    /// Extra time to wait at most.
    package var timeoutMilliseconds: Int?
    package var extra = JSONObject()

    package init() {}

    package init(model: EndOfUtteranceModel, thresholdLevel: ThresholdLevel? = nil, timeoutMilliseconds: Int? = nil) {
        self.model = model
        self.thresholdLevel = thresholdLevel
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("model", &model)
        try fields.map(.voiceLive("threshold_level", since: .v2025October), &thresholdLevel)
        try fields.map(.voiceLive("timeout_ms", since: .v2025October), &timeoutMilliseconds)
    }
}
