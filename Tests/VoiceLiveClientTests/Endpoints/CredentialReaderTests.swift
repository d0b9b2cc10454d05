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

    @Test func aFailedCommandSaysWhy() async {
        let failure = CredentialError.commandFailed(program: "get", reason: "exit status 3")
        let reader = CredentialReader { _ async throws(CredentialError) in throw failure }
        await #expect(throws: failure) { try await reader.headers(for: .command(["get"], .apiKey)) }
    }
}
