/// The files that count, with what is wrong with them as files.
struct FileCollection: Sendable {
    struct File: Sendable {
        let path: String
        /// The drop-in's name; nil for the main file.
        let dropIn: String?
        let bytes: [UInt8]
    }

    private(set) var files: [File] = []
    private(set) var problems: [Problem] = []
    /// The file named by the caller is not there.
    private(set) var isMissing = false
    /// Files that are switched off by an empty file or a link to /dev/null, for `config cat`.
    private(set) var masked: [String] = []

    private let source: any FileSource
    /// User ids besides root that may own configuration files.
    private let owners: Set<UInt32>
    /// Somebody named the file: its owner is their business.
    private let isNamed: Bool

    init(_ places: ConfigurationPlaces, from source: any FileSource, owners: Set<UInt32>) {
        self.source = source
        self.owners = owners
        if case .alone = places { isNamed = true } else { isNamed = false }
        switch places {
        case .alone(let path): alone(path)
        case .layered(let directories):
            mainFile(of: directories)
            dropIns(of: directories)
        }
    }

    private mutating func alone(_ path: String) {
        if source.read(path) == .missing {
            isMissing = true
            problems.append(Problem(.error, "missing_file", "there is no file \(path)"))
        } else {
            _ = take(path, dropIn: nil)
        }
    }

    private mutating func mainFile(of directories: [String]) {
        for directory in directories where take(directory + "/" + ConfigurationPlaces.mainName, dropIn: nil) { return }
    }

    /// By file name over all directories; of equal names the most important directory wins.
    private mutating func dropIns(of directories: [String]) {
        var chosen: [String: String] = [:]
        for directory in directories.reversed() {
            let folder = directory + "/" + ConfigurationPlaces.dropInDirectory
            guard let names = source.names(in: folder) else {
                refuse(folder, "unreadable_directory", "cannot be read")
                continue
            }
            for name in names where name.hasSuffix(".toml") && !name.hasPrefix(".") {
                chosen[name] = folder + "/" + name
            }
        }
        guard chosen.count <= 100 else {
            problems.append(Problem(.error, "too_many", "\(chosen.count) drop-in files are more than the maximum 100"))
            return
        }
        for (name, path) in chosen.sorted(by: { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }) {
            _ = take(path, dropIn: name)
        }
    }

    /// True if there is something at the path, be it good or bad.
    private mutating func take(_ path: String, dropIn: String?) -> Bool {
        switch source.read(path) {
        case .missing: return false
        case .masked: masked.append(path)
        case .unreadable(let reason):
            refuse(path, "unreadable_file", "cannot be read: \(reason)")
        case .file(let bytes, let owner, let mode):
            let forbidden: UInt32 = isNamed ? 0o002 : 0o022
            if mode & forbidden != 0 {
                refuse(
                    path, "unsafe_file", "others than its owner may write to it (mode \(String(mode, radix: 8)))",
                    hint: "run: chmod go-w \(path)")
            } else if owner != 0 && !owners.contains(owner) && !isNamed {
                refuse(path, "unsafe_file", "it belongs to user \(owner), who is neither root nor this daemon's user")
            } else if bytes.count > FileContent.largest {
                refuse(path, "too_large", "larger than \(FileContent.largest >> 10) KiB")
            } else if bytes.isEmpty {
                masked.append(path)
            } else {
                files.append(File(path: path, dropIn: dropIn, bytes: bytes))
            }
        }
        return true
    }

    private mutating func refuse(_ path: String, _ code: String, _ message: String, hint: String? = nil) {
        problems.append(
            Problem(.error, code, at: Place(file: path, line: 1, column: 1), message, hint: hint))
    }
}
