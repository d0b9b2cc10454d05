import FoundationEssentials
import Testing

/// What README says is where, is there.
@Suite struct ReadmeTests {
    private func section(_ title: String) throws -> Substring {
        let parts = try Repository.text("README.md").split(separator: "\n## ")
        return try #require(parts.first { $0.hasPrefix(title + "\n") })
    }

    /// Names of two words or more written together are types; the other words of the picture are words.
    @Test func thePictureNamesTypesThatExist() throws {
        let picture = try section("The picture")
        let names = Set(picture.matches(of: /\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/).map { String($0.output) })
            .union(["Conversation", "Configuration", "Limiter", "Recorder"]).subtracting(["WebSocket", "PulseAudio"])
        #expect(names.count > 20)
        let code = try Repository.files(below: "Sources", endingIn: ".swift").map { try Repository.text($0) }.joined()
        for name in names {
            let isDeclared = ["struct", "class", "protocol", "enum", "actor"].contains { kind in
                ["\n", ":", " ", "<"].contains { code.contains("\(kind) \(name)\($0)") }
            }
            #expect(isDeclared, "there is no type \(name)")
            if ["Conversation", "Configuration", "Limiter", "Recorder"].contains(name) {
                #expect(picture.contains(name), "the picture lacks \(name)")
            }
        }
    }

    @Test func whereToChangeWhatNamesFilesThatExist() throws {
        let table = try section("Where to change what")
        let paths = table.matches(of: /`([A-Za-z.+-]+(?:\/[A-Za-z0-9.+-]+)+)`/).map { String($0.output.1) }
        #expect(paths.count > 35)
        for path in paths {
            #expect(FileManager.default.fileExists(atPath: Repository.root + "/" + path), "there is no \(path)")
        }
    }
}
