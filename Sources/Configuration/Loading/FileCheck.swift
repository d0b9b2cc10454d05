/// Takes one parsed file apart: values by key, profiles, and everything that is wrong in it.
struct FileCheck {
    private(set) var values: [String: TomlNode] = [:]
    /// Values of [profiles.NAME] tables.
    private(set) var profiles: [String: [String: TomlNode]] = [:]
    private(set) var problems: [Problem] = []

    init(_ root: TomlNode) {
        for entry in root.table ?? [] {
            if entry.key == "profiles" {
                takeProfiles(entry)
            } else {
                values.merge(take(entry, prefix: "", named: "")) { $1 }
            }
        }
    }

    private mutating func takeProfiles(_ entry: TomlEntry) {
        guard let names = entry.value.table else {
            add(.type, "expected tables [profiles.NAME]", at: entry.value.place, path: "profiles")
            return
        }
        for name in names {
            let path = "profiles." + name.key
            guard isName(name.key) else {
                add(
                    .format, "a profile's name must be letters, digits, '.', '_' and '-'", at: name.keyPlace, path: path
                )
                continue
            }
            guard let entries = name.value.table else {
                add(.type, "expected a table, found \(name.value.kindName)", at: name.value.place, path: path)
                continue
            }
            profiles[name.key, default: [:]].merge(
                entries.map { take($0, prefix: "", named: path + ".") }.reduce(into: [:]) { $0.merge($1) { $1 } }
            ) { $1 }
        }
    }

    /// - Parameters:
    ///   - prefix: the tables above, with a dot at the end.
    ///   - name: what messages put in front of the path.
    private mutating func take(_ entry: TomlEntry, prefix: String, named name: String) -> [String: TomlNode] {
        let path = prefix + entry.key
        if let key = SettingTable.key(path) {
            return check(entry, key, named: name) ? [path: entry.value] : [:]
        } else if SecretNames.contains(entry.key) {
            add(SecretNames.misfit(at: entry.keyPlace), path: name + path)
        } else if SettingTable.isTable(path) {
            guard let entries = entry.value.table else {
                add(.type, "is a table, found \(entry.value.kindName)", at: entry.value.place, path: name + path)
                return [:]
            }
            return entries.map { take($0, prefix: path + ".", named: name) }.reduce(into: [:]) { $0.merge($1) { $1 } }
        } else {
            unknown(entry, path: path, named: name)
        }
        return [:]
    }

    private mutating func check(
        _ entry: TomlEntry, _ key: SettingKey<Configuration>, named name: String
    ) -> Bool {
        if !name.isEmpty && key.name == "profile" {
            add(.format, "a profile cannot choose a profile", at: entry.keyPlace, path: name + key.name)
            return false
        }
        var scratch = Configuration()
        var misfits = Misfits()
        key.decode(entry.value, &scratch, &misfits)
        let usual = key.text(Configuration()).map { "default is \($0)" }
        for var misfit in misfits.all {
            if misfit.below.isEmpty, misfit.hint == nil, !key.isRecords, let usual {
                misfit.hint = "\(usual) (man voicelived.toml, \(Self.heading(key.name)))"
            }
            add(misfit, path: name + key.name)
        }
        return misfits.all.isEmpty
    }

    private mutating func unknown(_ entry: TomlEntry, path: String, named name: String) {
        let tables = Set(
            SettingTable.keys.flatMap { key in
                let parts = key.name.split(separator: ".")
                return (1...parts.count).map { parts[..<$0].joined(separator: ".") }
            })
        let sameTable = tables.filter { $0.split(separator: ".").count == path.split(separator: ".").count }
        let near =
            Nearest.word(to: path, among: sameTable.sorted()) ?? SettingTable.keyNamed(entry.key)
            ?? Nearest.word(to: path, among: tables.sorted())
        let kind = entry.value.table == nil ? "key" : "table"
        add(
            Misfit(
                code: .unknownKey,
                message: "unknown \(kind)" + (near.map { "; did you mean \"\($0)\"?" } ?? ""), place: entry.keyPlace,
                hint: near == nil ? "voicelivectl config explain lists all keys" : nil), path: name + path)
    }

    private mutating func add(_ code: Misfit.Code, _ message: String, at place: Place, path: String) {
        add(Misfit(code: code, message: message, place: place), path: path)
    }

    private mutating func add(_ misfit: Misfit, path: String) {
        let whole = misfit.below.reduce(path) { $1.hasPrefix("[") ? $0 + $1 : $0 + "." + $1 }
        problems.append(
            Problem(.error, misfit.code.rawValue, path: whole, at: misfit.place, misfit.message, hint: misfit.hint))
    }

    /// The manual's heading for a key.
    static func heading(_ path: String) -> String {
        let parts = path.split(separator: ".").dropLast()
        return parts.isEmpty ? "GENERAL" : parts.joined(separator: ".").uppercased()
    }
}

extension SettingTable {
    /// The only key whose last word is this, wherever it stands.
    static func keyNamed(_ word: String) -> String? {
        let found = keys.map(\.name).filter { $0.hasSuffix("." + word) }
        return found.count == 1 ? found.first : nil
    }
}
