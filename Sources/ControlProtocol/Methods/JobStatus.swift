/// How a long task goes.
package enum JobStatus: Method {
    package static let facts = MethodFacts(
        "job.status", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "How a long task goes.")

    package struct Params: WireRecord, Equatable {
        /// The job.
        package var job: String

        package init(job: String) {
            self.job = job
        }

        package static let record = Record(
            Params.init,
            Field("job", \.job, "The job.", in: 1...64))
    }
    package typealias Result = JobSummary

    package static let example = Example(Params(job: "j-2"), JobSummary.example)
}
