import Testing

@testable import Configuration

@Suite("The files as they are shown")
struct FileListingTests {
    private static let main = "/etc/voicelived/voicelived.toml"
    private static let folder = "/etc/voicelived/voicelived.toml.d"

    private func shown(_ text: String) -> [String] {
        var files = MemoryFiles()
        files["/x.toml"] = text
        return FileListing(.alone("/x.toml"), from: files, owners: []).files.flatMap(\.lines)
    }

    @Test func theyComeInTheOrderInWhichTheyAreRead() {
        var files = MemoryFiles()
        files[Self.folder + "/90-z.toml"] = "[dsp]\n"
        files[Self.folder + "/10-a.toml"] = "# a\n[audio]\n"
        files[Self.main] = "profile = \"kiosk\"\n"
        files.files["/usr/lib/voicelived/voicelived.toml.d/20-b.toml"] = .masked
        let listing = FileListing(.system(), from: files, owners: [])
        #expect(listing.files.map(\.path) == [Self.main, Self.folder + "/10-a.toml", Self.folder + "/90-z.toml"])
        #expect(listing.files[1].lines == ["# a", "[audio]"])
        #expect(listing.masked == ["/usr/lib/voicelived/voicelived.toml.d/20-b.toml"])
        #expect(listing.problems == [])
    }

    @Test func whatMustNotBeReadIsToldAndNotShown() {
        var files = MemoryFiles()
        files.files[Self.main] = .file(bytes: Array("[audio]\n".utf8), owner: 1_000, mode: 0o644)
        let listing = FileListing(.system(), from: files, owners: [])
        #expect(listing.files == [])
        #expect(listing.problems.map(\.code) == ["unsafe_file"])
    }

    @Test(arguments: [
        "api_key = \"canary\"\n", "# api_key = \"canary\"\n", "api_key = \"\"\"\ncanary\n\"\"\"\n",
        "token = '''canary\ncanary'''\n", "headers = [\n  \"canary\",\n  [ \"canary\" ],\n  \"canary\"\n]\n",
        "headers = {\n  x = \"canary\"\n}\n", "proxy = \"http://me:canary@host\"\r\n",
    ])
    func secretsAreNotShown(text: String) {
        let lines = shown(text + "rate = 24000\n")
        #expect(!lines.joined(separator: "\n").contains("canary"), "\(lines)")
        #expect(lines.count == text.split(separator: "\n").count + 1)
        // What comes after the secret is shown again.
        #expect(lines.last == "rate = 24000")
    }

    @Test func aLineWithoutAnEndIsALine() {
        #expect(shown("a = 1\n\nb = 2") == ["a = 1", "", "b = 2"])
    }
}
