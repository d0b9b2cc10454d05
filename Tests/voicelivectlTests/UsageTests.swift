import Testing

@testable import voicelivectl

/// How many words a command takes is read off what its help page says.
@Suite struct UsageTests {
    @Test(arguments: [
        ("status", 0), ("health", 0), ("select", 2), ("mute", 1), ("volume", 1), ("tap", 1), ("session ptt", 2),
        ("session start", 0), ("session stop", 1), ("session play", 1), ("call", 2), ("config set", 1), ("reload", 0),
        ("dsp process", 0), ("dsp keep", 1), ("doctor", 0), ("audio test", 1), ("session approve", 1),
    ])
    func aCommandTakesSoManyWords(name: String, count: Int) throws {
        let command = try #require(CommandTable.all.first { $0.name == name })
        #expect(command.mostWords == count, "\(command.arguments)")
    }

    @Test(arguments: ["session say", "session image", "events", "dsp set", "dsp compare"])
    func orAnyNumber(name: String) throws {
        let command = try #require(CommandTable.all.first { $0.name == name })
        #expect(command.mostWords == nil)
    }

    /// What a command understands, its help page names.
    @Test func everyOptionIsInTheHelp() {
        for command in CommandTable.all {
            let page = Help.page(of: command).joined(separator: "\n")
            for option in command.values + command.flags { #expect(page.contains("--" + option), "\(command.name)") }
        }
    }

    @Test func hintsOfTheDaemonAreSaidInCommands() {
        #expect(
            Failure.inWordsOfCommands("session.list names the sessions")
                == "voicelivectl session list names the sessions")
        #expect(Failure.inWordsOfCommands("check the network") == "check the network")
    }
}
