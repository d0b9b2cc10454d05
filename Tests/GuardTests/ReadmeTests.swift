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
        let declared = try typesDeclared()
        for name in names {
            #expect(declared.contains(name), "there is no type \(name)")
            if ["Conversation", "Configuration", "Limiter", "Recorder"].contains(name) {
                #expect(picture.contains(name), "the picture lacks \(name)")
            }
        }
    }

    /// Read in one pass over the bytes: asking for each name by itself takes this test alone half a minute.
    private func typesDeclared() throws -> Set<String> {
        let kinds = ["struct", "class", "protocol", "enum", "actor"].map { Array($0.utf8) }
        var declared: Set<String> = []
        for path in try Repository.files(below: "Sources", endingIn: ".swift") {
            let words = try Array(Repository.text(path).utf8).split { !isPartOfName($0) }
            for (before, word) in zip(words, words.dropFirst()) where kinds.contains(where: before.elementsEqual) {
                declared.insert(String(decoding: word, as: UTF8.self))
            }
        }
        return declared
    }

    private func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
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
