import ControlTestSupport
import Testing

/// The manual pages that the programs print, before man's own formatter.
@Suite struct ManualLiveTests {
    private func page(_ words: String...) throws -> String {
        let result = try Program.run([try Programs.folder() + "/" + words[0]] + words.dropFirst(), seconds: 20)
        #expect(result.status == 0)
        return result.output
    }

    private func complaints(about page: String) throws -> String {
        try Program.run(["/usr/bin/groff", "-man", "-ww", "-z"], input: Array(page.utf8), seconds: 20).errors
    }

    @Test func everyPageFormatsWithoutWarning() throws {
        for words in [
            ["voicelivectl", "manual"], ["voicelivectl", "schema", "--man"], ["voicelived", "--print-manual"],
            ["voicelived", "--print-errors"],
        ] {
            let result = try Program.run([try Programs.folder() + "/" + words[0]] + words.dropFirst(), seconds: 20)
            #expect(result.output.hasPrefix(".TH VOICELIVE"))
            #expect(try complaints(about: result.output) == "", "\(words)")
        }
    }

    @Test func theClientsPageNamesEveryCommand() throws {
        let manual = try page("voicelivectl", "manual")
        let help = try page("voicelivectl", "help")
        let commands = help.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        #expect(commands.count > 15)
        for command in commands {
            let name = command.split(separator: " ").first ?? ""
            #expect(manual.contains("\n.TP\n\(name)"), "\(name)")
        }
    }

    @Test func theDaemonsPageNamesEveryOption() throws {
        let manual = try page("voicelived", "--print-manual")
        for option in ["config", "check", "strict", "json", "print", "log"] {
            #expect(manual.contains("\\-\\-\(option)"))
        }
    }
}
