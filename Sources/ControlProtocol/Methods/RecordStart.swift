/// Records points of the signal path into a file of the daemon's own directory.
package enum RecordStart: Method {
    package static let facts = MethodFacts(
        "record.start", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Records points of the signal path into a file of the daemon's own directory.",
        errors: [.storageName, .storageFull, .sessionState, .tapPoint])

    /// One point to record.
    package struct TapPointChoice: WireRecord, Equatable {
        /// Where.
        package var point: TapPoint

        package init(point: TapPoint) {
            self.point = point
        }

        package static let record = Record(
            TapPointChoice.init,
            Field("point", \.point, "Where."))
    }

    package struct Params: WireRecord, Equatable {
        /// Letters, digits, dot, underscore and hyphen; never a path.
        package var name: String
        /// What to record; without it, what a replay needs: mic.raw, far.ref and mic.dsp.
        package var points: [TapPointChoice]?
        /// Stop after this many seconds.
        package var maxS: Int

        package init(name: String, points: [TapPointChoice]? = nil, maxS: Int = 60) {
            self.name = name
            self.points = points
            self.maxS = maxS
        }

        package static let record = Record(
            Params.init,
            Field("name", \.name, "Letters, digits, dot, underscore and hyphen; never a path.", in: 1...1_024),
            Field(
                "points", \.points,
                "What to record, a track each; without it, what a replay needs: mic.raw, far.ref and mic.dsp.",
                in: 1...7),
            Field("max_s", \.maxS, "Stop after this many seconds.", default: 60, in: 1...3_600))
    }

    package struct Result: WireRecord, Equatable {
        /// The file's name.
        package var file: String

        package init(file: String) {
            self.file = file
        }

        package static let record = Record(
            Result.init,
            Field("file", \.file, "The file's name."))
    }

    package static let example = Example(
        Params(name: "hall1", points: [TapPointChoice(point: .micRaw)]),
        Result(file: "hall1.wav"))
}
