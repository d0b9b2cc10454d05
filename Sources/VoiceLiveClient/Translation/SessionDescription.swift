import Conversation
import VoiceLiveProtocol

/// A WebRTC session description on its way to and from a service, which wants it as base64 of a JSON text. It names
/// relays and their passwords: nothing here prints it.
enum SessionDescription {
    static func envelope(of description: DomainText, type: String) -> WireText {
        var members = JSONObject()
        members["type"] = .string(type)
        members["sdp"] = .string(description.text)
        var writer = JSONWriter()
        writer.write(.object(members))
        return WireText(Base64.text(of: writer.bytes))
    }

    /// The SDP inside; as it came when it is not wrapped.
    static func text(of envelope: WireText) -> DomainText {
        guard let bytes = Base64.bytes(of: envelope.text), let json = try? JSONValue(parsing: bytes),
            let description = json["sdp"].string
        else { return DomainText(envelope.text) }
        return DomainText(description)
    }
}
