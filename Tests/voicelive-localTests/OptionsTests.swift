import Testing
import WebSocket

@testable import voicelive_local

@Suite struct OptionsTests {
    @Test(arguments: [
        ("127.0.0.1:0", ListenAddress.tcp(host: "127.0.0.1", port: 0)), ("[::1]:99", .tcp(host: "::1", port: 99)),
        (":8000", .tcp(host: "127.0.0.1", port: 8_000)), ("unix:/run/x.sock", .unix(path: "/run/x.sock")),
    ])
    func addressesAreRead(text: String, address: ListenAddress) throws {
        #expect(try Options(["--listen", text]).listen == address)
        #expect(try Options(["--listen=\(text)"]).listen == address)
    }

    @Test func theServiceManagersSocketIsAsked() throws {
        #expect(try Options(["--listen", "systemd"]).usesInheritedSocket)
    }

    @Test(arguments: [
        ["--listen"], ["--listen", "nowhere"], ["--listen", "host:99999"], ["--listen", "unix:"], ["--surprise"],
        ["word"], ["--sessions", "0"], ["--sessions", "many"], ["--certificate", "x"], ["--key", "x"],
    ])
    func whatCannotBeMeantIsUsage(arguments: [String]) {
        #expect {
            _ = try Options(arguments)
        } throws: { error in
            (error as? Failure)?.code == .usage
        }
    }

    @Test func intentsMayComeFromSeveralPlaces() throws {
        let options = try Options(["--intents", "a", "--intents=b", "--sessions", "9"])
        #expect(options.intents == ["a", "b"] && options.mostSessions == 9)
    }
}

@Suite struct SetupTests {
    @Test func aMissingConfigurationOrKeyIsToldWithItsKind() throws {
        for (arguments, code) in [
            (["--config", "/nowhere/x.toml"], ExitCode.noInput), (["--api-key-file", "/nowhere/key"], .noInput),
            (["--intents", "/nowhere"], .configuration),
        ] {
            let options = try Options(arguments)
            #expect {
                _ = try Setup.settings(options, Setup.section(options))
            } throws: { error in
                (error as? Failure)?.code == code
            }
        }
    }
}
