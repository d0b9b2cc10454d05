import Glibc
import Testing

@testable import Configuration

@Suite("Real files")
struct LinuxFilesTests {
    private let folder: String

    init() {
        var template = Array("/tmp/voicelived-files-XXXXXX\0".utf8CString)
        _ = unsafe mkdtemp(&template)
        folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func make(_ name: String, _ text: String, mode: mode_t = 0o644) {
        let file = unsafe open(folder + "/" + name, O_WRONLY | O_CREAT, mode)
        _ = unsafe write(file, text, text.utf8.count)
        _ = fchmod(file, mode)
        close(file)
    }

    @Test func aFileComesWithItsOwnerAndMode() {
        defer { clear() }
        make("a.toml", "x = 1\n", mode: 0o664)
        #expect(
            LinuxFiles().read(folder + "/a.toml") == .file(bytes: Array("x = 1\n".utf8), owner: getuid(), mode: 0o664))
        #expect(LinuxFiles().read(folder + "/b.toml") == .missing)
        #expect(LinuxFiles().read(folder + "/a.toml/c") == .missing)
    }

    @Test func aLinkToNullMasks() {
        defer { clear() }
        _ = unsafe symlink("/dev/null", folder + "/a.toml")
        #expect(LinuxFiles().read(folder + "/a.toml") == .masked)
    }

    @Test(.timeLimit(.minutes(1)))
    func nothingBlocksOrIsReadThatIsNoFile() {
        defer { clear() }
        _ = unsafe mkfifo(folder + "/a.toml", 0o644)
        #expect(LinuxFiles().read(folder + "/a.toml") == .unreadable("is not a regular file"))
        #expect(LinuxFiles().read(folder) == .unreadable("is not a regular file"))
    }

    @Test func aHugeFileIsNotReadWhole() {
        defer { clear() }
        make("a.toml", "")
        _ = unsafe truncate(folder + "/a.toml", 1 << 40)
        guard case .file(let bytes, _, _) = LinuxFiles().read(folder + "/a.toml") else {
            Issue.record("not read")
            return
        }
        #expect(bytes.count == FileContent.largest + 1)
    }

    @Test func directoriesAreListed() {
        defer { clear() }
        make("a.toml", "")
        make("b.toml", "")
        #expect(Set(LinuxFiles().names(in: folder) ?? []).isSuperset(of: ["a.toml", "b.toml"]))
        #expect(LinuxFiles().names(in: folder + "/none") == [])
    }

    @Test func aWholeLoadFromDisk() {
        defer { clear() }
        _ = unsafe mkdir(folder + "/voicelived.toml.d", 0o755)
        make("voicelived.toml", "[audio]\nrate = 24000\n")
        make("voicelived.toml.d/10-x.toml", "audio.role = \"phone\"\n")
        let result = LoadResult(ConfigurationLoader(.layered([folder]), owners: [getuid()]).load())
        #expect(result.values?.audio.rate == 24000 && result.values?.audio.role == "phone")
        #expect(result.effective?.origin(of: "audio.role").words == folder + "/voicelived.toml.d/10-x.toml:1")
    }

    private func clear() {
        for name in ["voicelived.toml.d/10-x.toml", "voicelived.toml", "a.toml", "b.toml"] {
            _ = unsafe unlink(folder + "/" + name)
        }
        _ = unsafe rmdir(folder + "/voicelived.toml.d")
        _ = unsafe rmdir(folder)
    }

    @Test func aUsersNamespaceDoesNotKnowRoot() {
        #expect(LinuxFiles.knowsRoot("         0          0 4294967295\n"))
        #expect(LinuxFiles.knowsRoot("         0       1000          1\n         1     100000      65536\n"))
        #expect(!LinuxFiles.knowsRoot("      1000       1000          1\n"))
    }
}
