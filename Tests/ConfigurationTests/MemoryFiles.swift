@testable import Configuration

/// Files that exist only here.
struct MemoryFiles: FileSource {
    var files: [String: FileContent] = [:]

    subscript(path: String) -> String? {
        get { nil }
        set {
            files[path] = newValue.map { .file(bytes: Array($0.utf8), owner: 0, mode: 0o644) }
        }
    }

    func read(_ path: String) -> FileContent { files[path] ?? .missing }

    func names(in directory: String) -> [String]? {
        if case .unreadable = files[directory] { return nil }
        return files.keys.filter { $0.hasPrefix(directory + "/") }.map { String($0.dropFirst(directory.count + 1)) }
            .filter { !$0.contains("/") }
    }
}

/// What a load gave, in a form that tests can ask.
struct LoadResult {
    let effective: EffectiveConfiguration?
    let problems: [Problem]

    init(_ outcome: ConfigurationLoader.Outcome) {
        switch outcome {
        case .loaded(let effective): (self.effective, problems) = (effective, effective.warnings)
        case .refused(let problems, _, _): (effective, self.problems) = (nil, problems)
        }
    }

    /// One file alone.
    init(_ text: String, profile: String? = nil, overrides: RuntimeOverrides = RuntimeOverrides()) {
        var files = MemoryFiles()
        files["/x.toml"] = text
        let loader = ConfigurationLoader(.alone("/x.toml"), from: files, owners: [])
        self.init(loader.load(profile: profile, overrides: overrides))
    }

    var values: Configuration? { effective?.values }
    var codes: [String] { problems.map(\.code) }
}
