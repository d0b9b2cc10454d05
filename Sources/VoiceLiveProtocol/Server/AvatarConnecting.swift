/// The service's answer to the avatar's WebRTC offer.
package struct AvatarConnecting: WireObject {
    /// Base64 of a JSON text with `type` and `sdp`.
    package var serverSDP = PrivateText("")
    package var extra = JSONObject()

    package init() {}

    package init(serverSDP: PrivateText) {
        self.serverSDP = serverSDP
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("server_sdp", &serverSDP)
    }
}
