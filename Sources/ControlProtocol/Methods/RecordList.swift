/// The recordings.
package enum RecordList: Method {
    package static let facts = MethodFacts(
        "record.list", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "The recordings.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// Each.
        package var recordings: [RecordingSummary]

        package init(recordings: [RecordingSummary]) {
            self.recordings = recordings
        }

        package static let record = Record(
            Result.init,
            Field("recordings", \.recordings, "Each."))
    }

    package static let example = Example(Nothing(), Result(recordings: [.example]))
}
