/// A talking face.
package struct Avatar: WireObject {
    package var character: String = ""
    package var customized: Bool = false
    package var style: String?
    package var type: AvatarKind?
    /// `vasa-1` for a photo avatar.
    package var model: String?
    /// Usually named by the service.
    package var iceServers: [ICEServer]?
    package var video: AvatarVideo?
    /// For photo avatars.
    package var scene: AvatarScene?
    package var outputProtocol: AvatarOutput?
    /// A copy of the sound as audio deltas while WebRTC carries it.
    package var outputAuditAudio: Bool?
    package var extra = JSONObject()

    package init() {}

    package init(
        character: String,
        customized: Bool = false,
        style: String? = nil,
        type: AvatarKind? = nil,
        model: String? = nil,
        iceServers: [ICEServer]? = nil,
        video: AvatarVideo? = nil,
        scene: AvatarScene? = nil,
        outputProtocol: AvatarOutput? = nil,
        outputAuditAudio: Bool? = nil
    ) {
        self.character = character
        self.customized = customized
        self.style = style
        self.type = type
        self.model = model
        self.iceServers = iceServers
        self.video = video
        self.scene = scene
        self.outputProtocol = outputProtocol
        self.outputAuditAudio = outputAuditAudio
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("character", &character)
        try fields.map(lenient: "customized", &customized)
        try fields.map("style", &style)
        try fields.map(.voiceLive("type", since: .v2026January), &type)
        try fields.map(.voiceLive("model", since: .v2026January), &model)
        try fields.map("ice_servers", &iceServers)
        try fields.map("video", &video)
        try fields.map(.voiceLive("scene", since: .v2026January), &scene)
        try fields.map(.voiceLive("output_protocol", since: .v2026January), &outputProtocol)
        try fields.map(.voiceLive("output_audit_audio", since: .v2026January), &outputAuditAudio)
    }
}
