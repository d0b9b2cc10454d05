/// The service's own noise reduction. Leave it out where noise is reduced locally.
package struct NoiseReduction: WireObject {
    package var type: NoiseReductionKind = .azureDeep
    /// OpenAI's GA shape only.
    package var strength: Double?
    package var extra = JSONObject()

    package init() {}

    package init(type: NoiseReductionKind, strength: Double? = nil) {
        self.type = type
        self.strength = strength
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("type", &type)
        try fields.map(WireKey("strength", ga: "strength", onlyOpenAI: true), &strength)
    }

    package func exists(in dialect: Dialect) -> Bool {
        dialect.isVoiceLive || type != .azureDeep
    }
}

/// How noise is reduced.
package struct NoiseReductionKind: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// For every Voice Live model.
    package static let azureDeep = NoiseReductionKind(rawValue: "azure_deep_noise_suppression")
    /// A headset. OpenAI's realtime models only, like the next.
    package static let nearField = NoiseReductionKind(rawValue: "near_field")
    /// A room microphone.
    package static let farField = NoiseReductionKind(rawValue: "far_field")
}
