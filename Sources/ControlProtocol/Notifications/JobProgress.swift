/// How a long task goes.
package struct JobProgress: Topic, Equatable {
    /// The job.
    package var job: String
    /// Steps done.
    package var done: Int
    /// Steps in all.
    package var total: Int?

    package init(job: String, done: Int, total: Int? = nil) {
        self.job = job
        self.done = done
        self.total = total
    }

    package static let record = Record(
        JobProgress.init,
        Field("job", \.job, "The job."),
        Field("done", \.done, "Steps done."),
        Field("total", \.total, "Steps in all."))

    package static let facts = TopicFacts(
        "job.progress", keeps: .latest, role: .admin,
        about: "How a long task goes.")
    package static let example = JobProgress(job: "j-2", done: 12, total: 100)
}
