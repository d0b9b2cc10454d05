/// How the avatar's picture is made.
package struct AvatarVideo: WireObject {
    /// Bits a second.
    package var bitrate: Int?
    package var codec: String?
    package var crop: AvatarCrop?
    package var resolution: Resolution?
    package var background: AvatarBackground?
    /// Frames from one whole picture to the next, 1 to 2000.
    package var gopSize: Int?
    package var extra = JSONObject()

    package init() {}

    package init(
        bitrate: Int? = nil,
        codec: String? = nil,
        crop: AvatarCrop? = nil,
        resolution: Resolution? = nil,
        background: AvatarBackground? = nil,
        gopSize: Int? = nil
    ) {
        self.bitrate = bitrate
        self.codec = codec
        self.crop = crop
        self.resolution = resolution
        self.background = background
        self.gopSize = gopSize
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("bitrate", &bitrate)
        try fields.map("codec", &codec)
        try fields.map("crop", &crop)
        try fields.map("resolution", &resolution)
        try fields.map(.voiceLive("background", since: .v2025October), &background)
        try fields.map(.voiceLive("gop_size", since: .v2025October), &gopSize)
    }
}
