/// A long task.
package struct JobSummary: WireRecord, Equatable {
    /// Its name.
    package var job: String
    /// How it stands.
    package var state: State
    /// Steps done.
    package var done: Int
    /// Steps in all.
    package var total: Int?
    /// What came out.
    package var result: JSONValue?
    /// What went wrong.
    package var error: String?

    package init(
        job: String,
        state: State,
        done: Int = 0,
        total: Int? = nil,
        result: JSONValue? = nil,
        error: String? = nil
    ) {
        self.job = job
        self.state = state
        self.done = done
        self.total = total
        self.result = result
        self.error = error
    }

    package static let record = Record(
        JobSummary.init,
        Field("job", \.job, "Its name."),
        Field("state", \.state, "How it stands."),
        Field("done", \.done, "Steps done.", default: 0),
        Field("total", \.total, "Steps in all."),
        Field("result", \.result, "What came out."),
        Field("error", \.error, "What went wrong."))

    package static let example = JobSummary(job: "j-2", state: .running, done: 12, total: 100)

    /// How a job stands.
    package enum State: String, WireWord {
        case running, done, failed, cancelled
    }
}
