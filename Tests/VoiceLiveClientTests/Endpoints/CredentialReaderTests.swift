import Glibc
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

@Suite struct CredentialReaderTests {
    private func reader(_ output: String = "") -> CredentialReader {
        CredentialReader { _ async throws(CredentialError) in Array(output.utf8) }
    }

    /// A file with these bytes, gone when the body is done.
    private func file(_ bytes: [UInt8], _ body: (String) async throws -> Void) async throws {
        let path = "/tmp/voicelived-credential-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        write(bytes, to: path)
        defer { _ = unsafe unlink(path) }
        try await body(path)
    }

    private func write(_ bytes: [UInt8], to path: String) {
        let file = unsafe fopen(path, "w")
        #expect(unsafe file != nil)
        guard let file = unsafe file else { return }
        for byte in bytes { _ = unsafe fputc(Int32(byte), file) }
        _ = unsafe fclose(file)
        _ = unsafe chmod(path, 0o600)
    }

    @Test func aKeyAndATokenHaveTheirHeaders() async throws {
        #expect(try await reader().headers(for: .none).isEmpty)
        let key = try await reader().headers(for: .key("k1"))
        #expect(key == [HTTPField("api-key", secret: SecretString("k1"))])
        let token = try await reader("t1\n").headers(for: .command(["get"], .bearer))
        #expect(token == [HTTPField("Authorization", secret: SecretString("Bearer t1"))])
    }

    @Test func aFileIsReadAnewEachTime() async throws {
        try await file(Array("k1 \r\n".utf8)) { path in
            let headers = try await reader().headers(for: .file(path: path, .apiKey))
            #expect(headers == [HTTPField("api-key", secret: SecretString("k1"))])
            write(Array("k2".utf8), to: path)
            let later = try await reader().headers(for: .file(path: path, .apiKey))
            #expect(later == [HTTPField("api-key", secret: SecretString("k2"))])
        }
    }

    @Test(arguments: ["", "\n", "two words", "tab\there", "line\nline", String(repeating: "x", count: 16_385), "é"])
    func whatIsNoKeyIsRefused(text: String) async throws {
        await #expect(throws: CredentialError.malformed(source: "get")) {
            try await reader(text).headers(for: .command(["get"], .apiKey))
        }
        try await file(Array(text.utf8)) { path in
            await #expect(throws: CredentialError.malformed(source: path)) {
                try await reader().headers(for: .file(path: path, .apiKey))
            }
        }
    }

    @Test func aMissingFileIsNamed() async {
        let path = "/nonexistent/voicelived.api_key"
        await #expect(throws: CredentialError.unreadable(path: path, reason: "No such file or directory")) {
            try await reader().headers(for: .file(path: path, .apiKey))
        }
    }

    @Test(arguments: [0o604, 0o640, 0o602, 0o620, 0o644, 0o666, 0o777]) func aFileThatOthersMayTouchIsRefused(
        mode: mode_t
    ) async throws {
        try await file(Array("k1".utf8)) { path in
            _ = unsafe chmod(path, mode)
            let fault = CredentialError.exposed(path: path, mode: mode)
            await #expect(throws: fault) { try await reader().headers(for: .file(path: path, .apiKey)) }
            #expect(CredentialFile.fault(path) == fault)
            #expect(fault.description.contains("chmod 600 \(path)"))
        }
    }

    @Test func aFileOfSomebodyElseIsRefused() async throws {
        try await file(Array("k1".utf8)) { path in
            let other = geteuid() + 1
            let reader = CredentialReader(run: { _ async throws(CredentialError) in [] }, owner: other)
            // Root's files are nobody else's: root reads and changes what it likes.
            guard geteuid() == 0 else {
                let fault = CredentialError.foreign(path: path, owner: geteuid(), expected: other)
                await #expect(throws: fault) { try await reader.headers(for: .file(path: path, .apiKey)) }
                return
            }
            let headers = try await reader.headers(for: .file(path: path, .apiKey))
            #expect(headers.count == 1)
            let isGiven = unsafe chown(path, 1_234, 1_234) == 0
            #expect(isGiven)
            let fault = CredentialError.foreign(path: path, owner: 1_234, expected: other)
            await #expect(throws: fault) { try await reader.headers(for: .file(path: path, .apiKey)) }
            #expect(fault.description.contains("chown \(other) \(path)"))
        }
    }

    /// Facts of a file, and whether user 1000 takes it.
    @Test(
        arguments: [
            (1_000, 0o600, true), (1_000, 0o400, true), (1_000, 0o640, false), (1_000, 0o604, false),
            (1_001, 0o600, false),
            (0, 0o400, true), (0, 0o640, true), (0, 0o440, true), (0, 0o660, false), (0, 0o644, false),
        ] as [(UInt32, UInt32, Bool)]) func whoseAndHowOpenAFileMayBe(owner: UInt32, mode: UInt32, isTaken: Bool)
    {
        let facts = CredentialFile.Facts(owner: owner, mode: mode, isPlain: true)
        #expect((CredentialFile.fault("/key", facts, of: 1_000) == nil) == isTaken)
    }

    @Test func aPipeIsNotWaitedFor() async throws {
        let path = "/tmp/voicelived-credential-\(getpid())-pipe"
        let isMade = unsafe mkfifo(path, 0o600) == 0
        try #require(isMade)
        defer { _ = unsafe unlink(path) }
        await #expect(throws: CredentialError.unreadable(path: path, reason: "is not a regular file")) {
            try await reader().headers(for: .file(path: path, .apiKey))
        }
    }

    @Test func aFailedCommandSaysWhy() async {
        let failure = CredentialError.commandFailed(program: "get", reason: "exit status 3")
        let reader = CredentialReader { _ async throws(CredentialError) in throw failure }
        await #expect(throws: failure) { try await reader.headers(for: .command(["get"], .apiKey)) }
    }
}
