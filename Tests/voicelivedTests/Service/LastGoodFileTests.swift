import Configuration
import Diagnostics
import Glibc
import Testing

@testable import voicelived

/// The last configuration that worked is there when the files are broken, whatever happened in between.
@Suite struct LastGoodFileTests {
    private let folder: PrivateFolder
    private let file: LastGoodFile
    private let log = Log(to: LogDestination.marked.output(), level: .error)

    init() throws {
        folder = try PrivateFolder()
        file = LastGoodFile(folder: folder.path)
    }

    private func loader(_ text: String) throws -> ConfigurationLoader {
        try folder.write(text, to: "voicelived.toml")
        return ConfigurationLoader(.alone(folder.path + "/voicelived.toml"), owners: [getuid()])
    }

    private func good(_ text: String) throws -> EffectiveConfiguration {
        guard case .loaded(let effective) = try loader(text).begin(file) else {
            throw Written.Refused(problems: [text])
        }
        return effective
    }

    /// The volume it begins with; nil when it does not begin.
    private func volume(with text: String) throws -> Double? {
        switch try loader(text).begin(file) {
        case .loaded(let effective), .fallback(let effective, _): effective.values.audio.volume
        case .refused: nil
        }
    }

    @Test func brokenFilesAreStoodInFor() throws {
        file.keep(try good("fallback_last_good = true\naudio.volume_db = -7\n"), log: log)
        #expect(try volume(with: "audio.volume_db = \n") == -7)
        guard case .fallback(_, let problems) = try loader("audio.volum_db = 1\n").begin(file) else {
            Issue.record("no fallback")
            return
        }
        #expect(problems.first?.path == "audio.volum_db")
        // Good files are always preferred, and a loader without such a file has nothing to fall back on.
        #expect(try volume(with: "audio.volume_db = -3\n") == -3)
        guard case .refused = try loader("oops\n").begin(nil) else {
            Issue.record("a fallback from nowhere")
            return
        }
    }

    @Test func whoDoesNotWishForItHasNone() throws {
        file.keep(try good("fallback_last_good = true\naudio.volume_db = -7\n"), log: log)
        file.keep(try good("audio.volume_db = -9\n"), log: log)
        #expect(unsafe access(file.path, F_OK) != 0)
        #expect(try volume(with: "oops\n") == nil)
    }

    /// The power goes while the new one is written: at every byte the old one is still whole.
    @Test func aPowerCutLeavesTheOldOne() throws {
        file.keep(try good("fallback_last_good = true\naudio.volume_db = -7\n"), log: log)
        let next = Array(try good("fallback_last_good = true\naudio.volume_db = -8\n").lastGoodText.utf8)
        for count in [0, 1, next.count / 2, next.count] {
            try folder.write(String(decoding: next[..<count], as: UTF8.self), to: LastGoodFile.name + ".new")
            #expect(try volume(with: "oops\n") == -7)
        }
        // What the power cut left behind is in nobody's way.
        try JournalFile(file.path).replace(with: next)
        #expect(try volume(with: "oops\n") == -8)
        #expect(unsafe access(file.path + ".new", F_OK) != 0)
    }

    @Test func nobodyElseMayReadIt() throws {
        try JournalFile(file.path).replace(with: [1])
        var status = stat()
        #expect(unsafe stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aFolderThatIsNotThereIsNoReasonToFail() throws {
        let lost = LastGoodFile(folder: folder.path + "/none")
        lost.keep(try good("fallback_last_good = true\n"), log: log)
    }
}
