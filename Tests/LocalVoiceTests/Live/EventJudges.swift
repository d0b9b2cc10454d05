import Glibc
import Testing

/// The judges of Tests/Peers over what both sides said, a JSON line for each event.
enum EventJudges {
    /// Expects that each event has the fields that the official libraries declare, and that the server's come in order.
    static func expectNoFault(_ record: [String]) async throws {
        for judge in ["judge_events.py", "judge_order.py"] {
            let said = try await verdict(judge, on: record)
            #expect(said == "judged \(record.count), faults 0\n", "\(judge): \(said)")
        }
    }

    static func verdict(_ judge: String, on record: [String], _ options: String...) async throws -> String {
        let path = "/tmp/voicelive-record-\(getpid())-\(UInt32.random(in: .min ... .max)).jsonl"
        defer { unsafe unlink(path) }
        let file = unsafe try #require(fopen(path, "w"))
        for line in record { unsafe fputs(line + "\n", file) }
        unsafe fclose(file)
        return try await PythonPeer.run(judge, [path] + options).output
    }
}
