/// Reads, checks and merges the files. Reading twice gives the same: the loader keeps nothing.
package struct ConfigurationLoader: Sendable {
    /// What came of it.
    package enum Outcome: Sendable {
        case loaded(EffectiveConfiguration)
        /// The problems, errors and warnings, in the order of the files. `files` were read.
        case refused([Problem], files: [String], isMissing: Bool)
    }

    private let places: ConfigurationPlaces
    private let source: any FileSource
    private let owners: Set<UInt32>
    private let surroundings: any Surroundings

    /// - Parameters:
    ///   - owners: user ids besides root that may own the files; the daemon's own.
    ///   - surroundings: what the machine has; its lack is a warning.
    package init(
        _ places: ConfigurationPlaces, from source: any FileSource = LinuxFiles(), owners: Set<UInt32>,
        surroundings: any Surroundings = UnknownSurroundings()
    ) {
        self.places = places
        self.source = source
        self.owners = owners
        self.surroundings = surroundings
    }

    /// The same loader for other files.
    func elsewhere(_ places: ConfigurationPlaces) -> ConfigurationLoader {
        ConfigurationLoader(places, from: source, owners: owners, surroundings: surroundings)
    }

    /// - Parameters:
    ///   - profile: a profile that a client chose; it wins over the files.
    ///   - overrides: values set while running; they win over everything.
    package func load(profile: String? = nil, overrides: RuntimeOverrides = RuntimeOverrides()) -> Outcome {
        merge(FileCollection(places, from: source, owners: owners), profile: profile, overrides: overrides)
    }

    /// The same with the files as they were when `present` was loaded: what was written into them since waits for a
    /// reload.
    package func load(
        beside present: EffectiveConfiguration, profile: String? = nil, overrides: RuntimeOverrides
    ) -> Outcome {
        merge(present.collection, profile: profile, overrides: overrides)
    }

    private func merge(_ collection: FileCollection, profile: String?, overrides: RuntimeOverrides) -> Outcome {
        var reading = Reading(collection)
        let merged = reading.merge(profile: profile, overrides: overrides)
        var problems = reading.problems
        if !problems.hasErrors {
            problems += CrossChecks(merged.values, merged.places, surroundings).problems
        }
        problems = reading.withExcerpts(problems)
        let files = collection.files.map(\.path)
        guard !problems.hasErrors else {
            return .refused(problems, files: files, isMissing: collection.isMissing)
        }
        return .loaded(
            EffectiveConfiguration(
                values: merged.values, profile: merged.profile, collection: collection, warnings: problems,
                profiles: reading.profileNames, origins: merged.origins))
    }
}

/// The files of one load, parsed and checked.
private struct Reading {
    struct Merged {
        var values = Configuration()
        var profile: String?
        var origins: [String: Origin] = [:]
        /// Where the values stand, for cross-checks.
        var places: [String: TomlNode] = [:]
    }

    private(set) var problems: [Problem]
    private let files: [FileCollection.File]
    private var checks: [FileCheck] = []
    private let order: [String]

    init(_ collection: FileCollection) {
        files = collection.files
        problems = collection.problems
        order = collection.problems.compactMap(\.place?.file) + files.map(\.path)
        for file in files {
            do {
                let check = FileCheck(try TomlParser.parse(file.bytes, file: file.path))
                problems += check.problems
                checks.append(check)
            } catch {
                problems.append(Self.syntax(error))
                checks.append(FileCheck(TomlNode(content: .table([]), place: error.place)))
            }
        }
    }

    private static func syntax(_ error: TomlSyntaxError) -> Problem {
        let isString = error.reason.hasPrefix("in this string: unescaped control")
        return Problem(
            .error, "syntax", at: error.place, error.reason, hint: isString ? "is the closing quote missing?" : nil)
    }

    var profileNames: [String] {
        Set(BuiltInProfile.all.map(\.name) + checks.flatMap { $0.profiles.keys }).sorted()
    }

    mutating func merge(profile wanted: String?, overrides: RuntimeOverrides) -> Merged {
        var merged = Merged()
        merged.profile = wanted ?? chosenProfile()
        if let name = merged.profile, !profileNames.contains(name) { refuseProfile(name, wanted: wanted != nil) }
        for layer in layers(profile: merged.profile) + overrides.layers {
            for (path, node) in layer.values {
                var misfits = Misfits()
                SettingTable.key(path)?.decode(node, &merged.values, &misfits)
                merged.origins[path] = layer.origin ?? .file(node.place)
                merged.places[path] = node
            }
        }
        merged.values.letDefaultsFollow { merged.places[$0] != nil }
        if let name = merged.profile { merged.values.general.profile = name }
        return merged
    }

    /// Built-in profile, main file, drop-ins below 50, [profiles.NAME] tables, drop-ins from 50 on.
    private func layers(profile: String?) -> [Layer] {
        var layers: [Layer] = []
        if let builtIn = BuiltInProfile.all.first(where: { $0.name == profile }) {
            layers.append(Layer(values: builtIn.values, origin: .profile(builtIn.name)))
        }
        let sorted = zip(files, checks)
        layers += sorted.filter { !Self.isLate($0.0) }.map { Layer(values: $0.1.values) }
        if let profile {
            layers += checks.compactMap { $0.profiles[profile] }.map { Layer(values: $0) }
        }
        return layers + sorted.filter { Self.isLate($0.0) }.map { Layer(values: $0.1.values) }
    }

    private static func isLate(_ file: FileCollection.File) -> Bool {
        guard let name = file.dropIn else { return false }
        return (Int(name.prefix { $0.isNumber && $0.isASCII }) ?? 0) >= 50
    }

    private func chosenProfile() -> String? {
        let node = checks.compactMap { $0.values["profile"] }.last
        guard case .string(let name)? = node?.content, !name.isEmpty else { return nil }
        return name
    }

    private mutating func refuseProfile(_ name: String, wanted: Bool) {
        let near = Nearest.word(to: name, among: profileNames)
        problems.append(
            Problem(
                .error, "profile", path: "profile",
                at: wanted ? nil : checks.compactMap { $0.values["profile"] }.last?.place,
                "there is no profile \"\(name)\"" + (near.map { "; did you mean \"\($0)\"?" } ?? ""),
                hint: "profiles are " + profileNames.joined(separator: ", ")))
    }

    /// In the order of the files, each with its line.
    func withExcerpts(_ problems: [Problem]) -> [Problem] {
        var lines: [String: [String]] = [:]
        return problems.sorted(files: order).map { problem in
            guard let place = problem.place, let file = files.first(where: { $0.path == place.file }) else {
                return problem
            }
            let text = lines[file.path] ?? Self.lines(of: file.bytes)
            lines[file.path] = text
            var problem = problem
            if place.line <= text.count { problem.excerpt = SecretNames.masked(text[place.line - 1]) }
            return problem
        }
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }
}
