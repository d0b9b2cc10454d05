import ControlProtocol
import Dispatch
import Testing

@testable import voicelived

/// Long tasks given up, running and waiting.
@Suite struct JobDeskTests {
    private let desk = JobDesk(megaphone: Megaphone())

    /// Until the job is not running any more.
    private func end(of job: String) async throws -> JobSummary.State {
        while true {
            let state = try desk.summary(of: job).state
            if state != .running { return state }
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(1))) func aRunningJobLearnsThatItIsGivenUp() async throws {
        let isCancelled = DispatchSemaphore(value: 0)
        let job = try desk.begin { (progress) throws(JobDesk.Failure) in
            isCancelled.wait()
            guard progress.tell(1, of: 2) else { throw JobDesk.Failure(words: "given up") }
            return "done"
        }
        #expect(try desk.cancel(job))
        isCancelled.signal()
        #expect(try await end(of: job) == .cancelled)
        let summary = try desk.summary(of: job)
        #expect(summary.result == nil && summary.error == nil)
        #expect(try !desk.cancel(job), "it has ended")
    }

    @Test(.timeLimit(.minutes(1))) func aJobThatWaitsIsNotBegun() async throws {
        let goesOn = DispatchSemaphore(value: 0)
        let first = try desk.begin { _ throws(JobDesk.Failure) in
            goesOn.wait()
            return "first"
        }
        let second = try desk.begin { _ throws(JobDesk.Failure) in
            Issue.record("it was given up before it began")
            return "second"
        }
        #expect(try desk.cancel(second))
        goesOn.signal()
        #expect(try await end(of: second) == .cancelled)
        #expect(try await end(of: first) == .done)
    }

    @Test func anUnknownJobCannotBeGivenUp() {
        let error = #expect(throws: ControlError.self) { try desk.cancel("j-9") }
        #expect(error?.name == .invalidParams)
    }
}
