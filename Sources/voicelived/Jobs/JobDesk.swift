import ControlProtocol
import ControlServer
import Dispatch
import Synchronization

/// Long work that a client asked for: one after another, away from everything that is in a hurry.
final class JobDesk: Sendable {
    /// What a job that failed has to say.
    struct Failure: Error {
        var words: String
    }

    /// A running job's way back.
    struct Progress: Sendable {
        fileprivate let desk: JobDesk
        fileprivate let job: String

        /// False when somebody gave the job up.
        func tell(_ done: Int, of total: Int) -> Bool { desk.note(job, done, total) }
    }

    private struct Book {
        var jobs: [JobSummary] = []
        var cancelled: Set<String> = []
        var last = 0
    }

    private static let mostWaiting = 8
    private static let mostKept = 32

    private let megaphone: Megaphone
    private let queue = DispatchQueue(label: "jobs", qos: .utility)
    private let book = Mutex(Book())

    init(megaphone: Megaphone) {
        self.megaphone = megaphone
    }

    /// - Returns: the job's name.
    func begin(_ work: @escaping @Sendable (Progress) throws(Failure) -> JSONValue) throws(ControlError) -> String {
        let job = try book.withLock { book throws(ControlError) in
            guard book.jobs.count(where: { $0.state == .running }) < Self.mostWaiting else {
                throw ControlError(.inFlight, "\(Self.mostWaiting) jobs wait already", hint: "job.cancel ends one")
            }
            book.last += 1
            let name = "j-\(book.last)"
            if book.jobs.count >= Self.mostKept, let old = book.jobs.firstIndex(where: { $0.state != .running }) {
                book.jobs.remove(at: old)
            }
            book.jobs.append(JobSummary(job: name, state: .running))
            return name
        }
        queue.async { [self] in
            let progress = Progress(desk: self, job: job)
            guard progress.tell(0, of: 1) else { return end(job, .cancelled) }
            do throws(Failure) {
                let result = try work(progress)
                end(job, .done, result: result)
            } catch {
                let wasCancelled = book.withLock { $0.cancelled.contains(job) }
                end(job, wasCancelled ? .cancelled : .failed, error: wasCancelled ? nil : error.words)
            }
        }
        return job
    }

    func summary(of job: String) throws(ControlError) -> JobSummary {
        guard let found = book.withLock({ $0.jobs.first { $0.job == job } }) else { throw Self.unknown(job) }
        return found
    }

    /// False when it had ended already.
    func cancel(_ job: String) throws(ControlError) -> Bool {
        try book.withLock { book throws(ControlError) in
            guard let found = book.jobs.first(where: { $0.job == job }) else { throw Self.unknown(job) }
            guard found.state == .running else { return false }
            book.cancelled.insert(job)
            return true
        }
    }

    private static func unknown(_ job: String) -> ControlError {
        ControlError(.invalidParams, "there is no job \"\(job)\"", hint: "jobs are named by the reply that began them")
    }

    private func note(_ job: String, _ done: Int, _ total: Int) -> Bool {
        let goesOn = book.withLock { book in
            guard let index = book.jobs.firstIndex(where: { $0.job == job }) else { return false }
            (book.jobs[index].done, book.jobs[index].total) = (done, total)
            return !book.cancelled.contains(job)
        }
        megaphone.target?.publish(JobProgress(job: job, done: done, total: total), key: job)
        return goesOn
    }

    private func end(_ job: String, _ state: JobSummary.State, result: JSONValue? = nil, error: String? = nil) {
        book.withLock { book in
            guard let index = book.jobs.firstIndex(where: { $0.job == job }) else { return }
            book.jobs[index].state = state
            (book.jobs[index].result, book.jobs[index].error) = (result, error)
            book.cancelled.remove(job)
        }
    }
}
