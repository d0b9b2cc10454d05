/// Somebody listens, or stopped listening.
package struct AudioTap: Topic, Equatable {
    /// Where.
    package var point: TapPoint
    /// Opened, or closed.
    package var open: Bool
    /// Whose.
    package var uid: Int
    /// What rpc.hello said.
    package var client: String?

    package init(point: TapPoint, open: Bool, uid: Int, client: String? = nil) {
        self.point = point
        self.open = open
        self.uid = uid
        self.client = client
    }

    package static let record = Record(
        AudioTap.init,
        Field("point", \.point, "Where."),
        Field("open", \.open, "Opened, or closed."),
        Field("uid", \.uid, "Whose."),
        Field("client", \.client, "What rpc.hello said."))

    package static let facts = TopicFacts(
        "audio.tap", keeps: .must, role: .observer,
        about: "Somebody listens, or stopped listening.")
    package static let example = AudioTap(point: .micDsp, open: true, uid: 1000)
}
