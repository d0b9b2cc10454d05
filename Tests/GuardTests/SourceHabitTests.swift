import Testing

/// Habits of the house that a compiler does not see.
@Suite struct SourceHabitTests {
    private static let sources = (try? Repository.files(below: "Sources", endingIn: ".swift")) ?? []

    @Test func thereAreSources() {
        #expect(!Self.sources.isEmpty)
    }

    @Test func nobodyImportsFoundationProper() throws {
        for path in Self.sources {
            let text = try Repository.text(path)
            #expect(!text.contains(/import Foundation(Networking)?\s*\n/), "\(path)")
        }
    }

    /// `await`, locks, logging and file or socket calls have no place on an audio thread.
    @Test func realTimeFoldersHoldNoForbiddenWord() throws {
        let forbidden = [/\bawait\b/, /\bMutex\b/, /\bprint\(/, /\bTask\b/, /\bDispatch/, /\bLog\b/]
        for path in Self.sources where path.contains("/RealTime/") {
            let code = try Repository.text(path).split(separator: "\n").filter { !$0.contains("//") }
            for line in code {
                for word in forbidden {
                    #expect(!line.contains(word), "\(path): \(line)")
                }
            }
        }
    }

    @Test func namesSayWhatThingsAre() {
        for path in Self.sources {
            let name = path.split(separator: "/").last ?? ""
            #expect(!name.contains(/Manager|Helper|Utils|Utilities|Misc/), "\(path)")
        }
    }

    /// A file that grows past this has become "the session".
    @Test func noFileIsAPit() throws {
        for path in Self.sources {
            let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 500, "\(path) has \(lines) lines")
        }
    }
}
