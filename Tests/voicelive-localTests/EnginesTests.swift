import Configuration
import Glibc
import Testing

@testable import LocalVoice
@testable import voicelive_local

/// What the keys of [local] make of the program.
@Suite struct EnginesTests {
    private func engines(_ adjust: (inout LocalSection) -> Void) throws -> Engines {
        var section = LocalSection()
        adjust(&section)
        return try Engines(section, mostSessions: 1)
    }

    @Test func theEmbeddedOnesAreUsual() throws {
        let engines = try engines { _ in }
        #expect(engines.speech is FliteSpeech)
        #expect(try engines.pool.take() is SphinxRecogniser)
        #expect(engines.chat == nil)
        #expect(engines.report.status == "serving")
    }

    @Test func outerEnginesStandBeforeThem() throws {
        let engines = try engines { section in
            section.dialogue = .chat
            section.chatURL = "http://127.0.0.1:9/v1"
            section.recogniser = .wyoming
            section.recogniserAddress = "127.0.0.1:9"
            section.speech = .wyoming
            section.speechAddress = "unix:/run/nobody"
            section.pronunciations = ["kWh": "kilowatt hours"]
        }
        #expect(engines.speech is PronouncingSpeech)
        #expect(try engines.pool.take() is SteadyRecogniser)
        #expect(engines.chat is SteadyChat)
    }

    @Test(arguments: [
        ("nowhere", ""), ("127.0.0.1:9", "ftp://somewhere/v1"), ("127.0.0.1:9", "http:///v1"),
    ])
    func whatIsNoAddressIsAFault(address: String, url: String) {
        #expect {
            try engines { section in
                section.recogniser = .wyoming
                section.recogniserAddress = address
                section.dialogue = .chat
                section.chatURL = url
            }
        } throws: { error in
            (error as? Failure)?.code == .configuration
        }
    }

    @Test func aKeyFileThatIsMissingIsAFault() {
        #expect {
            try engines { section in
                section.dialogue = .chat
                section.chatURL = "http://127.0.0.1:9/v1"
                section.chatCredentialFile = "/nonexistent/key"
            }
        } throws: { error in
            (error as? Failure)?.code == .noInput
        }
    }

    @Test func troubleShowsInTheStatus() {
        let report = EngineReport()
        report.tell(.failed(engine: "the voice", reason: "gone"))
        #expect(report.status == "degraded: without the voice")
        report.tell(.isBack(engine: "the voice"))
        #expect(report.status == "serving")
    }

    /// The voice is loud or soft, quick or slow, as the file says.
    @Test func theFileAdjustsTheVoice() throws {
        let file = "/tmp/voicelive-local-\(getpid()).toml"
        defer { unsafe unlink(file) }
        let text = """
            [[endpoint]]
            name = "local"
            url = "ws+unix:/run/x.sock"
            authentication = "none"
            [local]
            volume = 0.5
            speed = 1.5
            voice = "awb"
            end_of_turn_ms = 400
            """
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = unsafe write(descriptor, text, text.utf8.count)
        close(descriptor)
        let options = try Options(["--config", file, "--intents", Self.root + "/Config/local"])
        let settings = try Setup.settings(options, try Setup.section(options))
        #expect(settings.manner.volume == 0.5 && settings.manner.speed == 1.5 && settings.manner.voice == .awb)
        #expect(settings.silenceMilliseconds == 400)
    }

    private static let root = String(#filePath.split(separator: "/Tests/")[0])
}
