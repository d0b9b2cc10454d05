import FoundationEssentials
import Testing

/// Whatever tells an administrator to run something names a command that exists.
@Suite struct CommandNameTests {
    private static func commands() throws -> Set<String> {
        let sources = try Repository.files(below: "Sources/voicelivectl", endingIn: ".swift")
            .map { try Repository.text($0) }.joined()
        return Set(sources.matches(of: /name: "([a-z]+(?: [a-z]+)?)"/).map { String($0.output.1) }).union(["help"])
    }

    @Test func everyHintNamesACommand() throws {
        let commands = try Self.commands()
        #expect(commands.count > 40)
        let places =
            try Repository.files(below: "Sources", endingIn: ".swift")
            + Repository.files(below: "Config", endingIn: "") + Repository.files(below: "systemd", endingIn: "")
            + ["README.md", "CHANGELOG.md"]
        var hints = 0
        for place in places {
            guard let text = try? Repository.text(place) else { continue }
            for match in text.matches(of: /voicelivectl ([a-z]+)(?: ([a-z]+))?/) {
                let word = String(match.output.1)
                let both = match.output.2.map { "\(word) \($0)" } ?? word
                hints += 1
                #expect(commands.contains(both) || commands.contains(word), "\(place): \(match.output.0)")
            }
        }
        #expect(hints > 60)
    }

    /// `doctor --only` takes the areas that hints send people to.
    @Test func everyAreaOfDoctorExists() throws {
        let doctor = try Repository.text("Sources/voicelivectl/Commands/DoctorCommand.swift")
        let catalogue = try Repository.text("Sources/Diagnostics/Health/HealthCatalogue.swift")
        let areas = catalogue.matches(of: /doctor --only ([a-z]+)/).map { String($0.output.1) }
        #expect(areas.count > 1)
        for area in areas { #expect(doctor.contains(area), "\(area)") }
    }
}
