import Glibc
import Testing

@testable import Configuration

/// The documents before other programs: Python's TOML and JSON Schema, and man's own formatter.
@Suite("Documents before other programs", .serialized)
struct DocumentLiveTests {
    private let root = Fixtures.root

    @Test func theSchemaAgreesWithTheTable() {
        let path = "/tmp/voicelived-samples-\(getpid())"
        let lines = SettingTable.keys.flatMap { key in
            key.samples.map { JSONText.string("\(key.name) = \($0)\n").text() + "\n" }
        }
        Fixtures.write(lines.joined(), to: path)
        defer { _ = unsafe unlink(path) }
        let arguments = [
            "/usr/bin/python3", root + "/Tests/Fixtures/check_schema.py", root + "/Config/voicelived.schema.json",
            root + "/Config/voicelived.toml", root + "/Config/examples", Fixtures.wrong, path,
        ]
        #expect(run(arguments) == 0)
    }

    @Test func theManualPageFormatsWithoutWarning() {
        let page = root + "/Config/voicelived.toml.5"
        #expect(
            run(["/bin/sh", "-c", "test -z \"$(/usr/bin/groff -man -ww -z '\(page)' 2>&1 | tee /dev/stderr)\""]) == 0)
    }

    /// The exit status; nil when the program did not start or was killed.
    private func run(_ arguments: [String]) -> Int32? {
        var process = pid_t()
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        guard unsafe posix_spawn(&process, arguments[0], nil, nil, &pointers, environ) == 0 else { return nil }
        var status: Int32 = 0
        guard unsafe waitpid(process, &status, 0) == process, status & 0x7F == 0 else { return nil }
        return (status >> 8) & 0xFF
    }
}
