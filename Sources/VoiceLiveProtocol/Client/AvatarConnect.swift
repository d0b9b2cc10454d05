/// Offers a WebRTC connection for the avatar's picture and sound.
package struct AvatarConnect: WireObject {
    /// Base64 of a JSON text with `type` and `sdp`.
    package var clientSDP = PrivateText("")
    package var rtcConfiguration: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(clientSDP: PrivateText, rtcConfiguration: JSONValue? = nil) {
        self.clientSDP = clientSDP
        self.rtcConfiguration = rtcConfiguration
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("client_sdp", &clientSDP)
        try fields.map("rtc_configuration", &rtcConfiguration)
    }
}
