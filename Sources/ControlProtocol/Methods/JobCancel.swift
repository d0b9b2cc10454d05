/// Gives up a long task.
package enum JobCancel: Method {
    package static let facts = MethodFacts(
        "job.cancel", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Gives up a long task.")

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

    package struct Result: WireRecord, Equatable {
        /// False when it had ended already.
        package var cancelled: Bool

        package init(cancelled: Bool) {
            self.cancelled = cancelled
        }

        package static let record = Record(
            Result.init,
            Field("cancelled", \.cancelled, "False when it had ended already."))
    }

    package static let example = Example(Params(job: "j-2"), Result(cancelled: true))
}
