import Configuration

@testable import voicelived

/// What an admin wrote in one file.
enum Written {
    struct Refused: Error {
        var problems: [String]
    }

    static func settings(_ text: String) throws -> Settings {
        let loader = ConfigurationLoader(.alone("/written.toml"), from: OneFile(text: text), owners: [])
        switch loader.load() {
        case .loaded(let effective): return effective.values
        case .refused(let problems, _, _): throw Refused(problems: problems.map(\.text))
        }
    }

    /// One endpoint with these lines.
    static func endpoint(
        _ lines: String = "", url: String = "wss://voice.example.com", rest: String = ""
    ) throws
        -> Settings
    {
        try settings("\(rest)\n[[endpoint]]\nname = \"a\"\nurl = \"\(url)\"\nmodel = \"m\"\n\(lines)\n")
    }
}

private struct OneFile: FileSource {
    let text: String

    func names(in folder: String) -> [String]? { [] }
    func read(_ path: String) -> FileContent {
        path == "/written.toml" ? .file(bytes: Array(text.utf8), owner: 0, mode: 0o644) : .missing
    }
}
