/// Offers a WebRTC call in place of sound on this socket.
package struct CallCreate: WireObject {
    package var sdpOffer: String = ""
    package var session: Session?
    package var extra = JSONObject()

    package init() {}

    package init(sdpOffer: String, session: Session? = nil) {
        self.sdpOffer = sdpOffer
        self.session = session
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("sdp_offer", &sdpOffer)
        try fields.map("session", &session)
    }
}
