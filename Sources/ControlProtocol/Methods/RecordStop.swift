/// Ends a recording.
package enum RecordStop: Method {
    package static let facts = MethodFacts(
        "record.stop", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Ends a recording.",
        errors: [.storageName, .storageMissing])

    package struct Params: WireRecord, Equatable {
        /// Letters, digits, dot, underscore and hyphen; never a path.
        package var name: String

        package init(name: String) {
            self.name = name
        }

        package static let record = Record(
            Params.init,
            Field("name", \.name, "Letters, digits, dot, underscore and hyphen; never a path.", in: 1...1_024))
    }

    package struct Result: WireRecord, Equatable {
        /// The file's name.
        package var file: String
        /// Its length.
        package var durationMilliseconds: Int

        package init(file: String, durationMilliseconds: Int) {
            self.file = file
            self.durationMilliseconds = durationMilliseconds
        }

        package static let record = Record(
            Result.init,
            Field("file", \.file, "The file's name."),
            Field("duration_ms", \.durationMilliseconds, "Its length."))
    }

    package static let example = Example(
        Params(name: "hall1"),
        Result(file: "hall1.wav", durationMilliseconds: 60_000))
}
