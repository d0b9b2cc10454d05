import Dispatch
import Glibc
import Testing

/// Runs a Python program with the packages of Tests/requirements.txt, on a thread of its own.
enum PythonPeer {
    struct Outcome: Sendable {
        var status: Int32
        var output: String
    }

    static func run(_ program: String, _ arguments: [String]) async throws -> Outcome {
        let python = await shell(["\(TestServer.root)/Tools/python-peers"])
        try #require(python.status == 0, "\(python.output)")
        let path = python.output.split(separator: "\n").last.map(String.init) ?? ""
        return await shell(["timeout", "60", path, "\(TestServer.root)/Tests/Peers/\(program)"] + arguments)
    }

    /// Standard error goes along with the output.
    static func shell(_ words: [String]) async -> Outcome {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "python peer").async {
                guard let pipe = unsafe popen("'\(words.joined(separator: "' '"))' 2>&1", "r") else {
                    return continuation.resume(returning: Outcome(status: -1, output: "popen failed"))
                }
                var output: [UInt8] = []
                while case let byte = unsafe fgetc(pipe), byte != EOF { output.append(UInt8(truncatingIfNeeded: byte)) }
                let status = unsafe pclose(pipe)
                continuation.resume(returning: Outcome(status: status, output: String(decoding: output, as: UTF8.self)))
            }
        }
    }
}
