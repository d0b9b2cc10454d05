/// Where the echo canceller learns what the loudspeaker plays.
package struct EchoReference: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// From what the service sent, as if it were played at once.
    package static let server = EchoReference(rawValue: "server")
    /// From the second channel of the client's audio.
    package static let client = EchoReference(rawValue: "client")
}
