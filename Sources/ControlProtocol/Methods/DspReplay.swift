/// Runs a recording through the signal path with other settings.
package enum DspReplay: Method {
    package static let facts = MethodFacts(
        "dsp.replay", role: .admin, lane: .async, servedBy: .daemon,
        about: "Runs a recording through the signal path with other settings.",
        errors: [.storageMissing, .storageName, .storageFull, .configInvalid])

    package struct Params: WireRecord, Equatable {
        /// Its name.
        package var recording: String
        /// Settings that differ.
        package var settings: JSONObject?
        /// The name of the result.
        package var output: String

        package init(recording: String, settings: JSONObject? = nil, output: String) {
            self.recording = recording
            self.settings = settings
            self.output = output
        }

        package static let record = Record(
            Params.init,
            Field("recording", \.recording, "Its name.", in: 1...64),
            Field("settings", \.settings, "Settings that differ, by stage and name: ns.suppress_db.", maxBytes: 4_096),
            Field("output", \.output, "The name of the result.", in: 1...64))
    }

    package struct Result: WireRecord, Equatable {
        /// job.status tells how it goes.
        package var job: String

        package init(job: String) {
            self.job = job
        }

        package static let record = Record(
            Result.init,
            Field("job", \.job, "job.status tells how it goes."))
    }

    package static let example = Example(Params(recording: "hall1", output: "hall1-b"), Result(job: "j-2"))
}
