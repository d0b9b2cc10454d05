import Testing

/// Other people's programs and libraries that tests talk to.
enum Peers {
    /// The package's folder.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(
        separator: "/")

    private static let python = Task { () throws -> String in
        let tool = try ChildProcess([root + "/Tools/python-peers"])
        return try #require(await tool.line(), "Tools/python-peers found no Python")
    }

    /// Starts a script of Tests/Peers.
    static func start(_ script: String, _ arguments: String...) async throws -> ChildProcess {
        try await ChildProcess([python.value, root + "/Tests/Peers/" + script] + arguments)
    }

    /// Starts a server script and waits for its port.
    static func serve(_ script: String, _ arguments: String...) async throws -> (process: ChildProcess, port: UInt16) {
        let process = try await ChildProcess([python.value, root + "/Tests/Peers/" + script] + arguments)
        let port = try #require(ChildProcess.number("port", in: await process.line()))
        return (process, UInt16(port))
    }
}
