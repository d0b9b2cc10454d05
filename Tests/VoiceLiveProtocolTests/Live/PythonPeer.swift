import Glibc
import Testing

/// Runs a Python program with the packages of Tests/requirements.txt.
enum PythonPeer {
    /// The repository, seen from this file.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    struct Outcome {
        var status: Int32
        var output: String
    }

    /// Runs `program` of Tests/Peers to its end and takes what it printed.
    static func run(_ program: String, _ arguments: [String]) throws -> Outcome {
        let python = try shell("\(root)/Tools/python-peers")
        try #require(python.status == 0, "\(python.output)")
        let path = python.output.split(separator: "\n").last.map(String.init) ?? ""
        return try shell(([path, "\(root)/Tests/Peers/\(program)"] + arguments).joined(separator: "' '"))
    }

    /// Runs one command; standard error goes along with the output.
    private static func shell(_ command: String) throws -> Outcome {
        let pipe = unsafe try #require(popen("'\(command)' 2>&1", "r"))
        var output: [UInt8] = []
        while case let byte = unsafe fgetc(pipe), byte != EOF { output.append(UInt8(truncatingIfNeeded: byte)) }
        let status = unsafe pclose(pipe)
        return Outcome(status: status, output: String(decoding: output, as: UTF8.self))
    }
}
