/// Values that clients set while the daemon runs, each with an end. Pure: time comes in as an argument.
package struct RuntimeOverrides: Sendable {
    /// Why a value was not taken.
    package enum Refusal: Error, Equatable {
        case unknownKey(nearest: String?)
        /// Keys of the socket, of rights and of endpoints are for the admin's files alone.
        case forFilesAlone
        /// The key waits for a restart, or nothing acts on it.
        case notAtRuntime
        case value(String)
        case tooMany
    }

    private struct Override {
        var node: TomlNode
        var by: String
        var until: Duration?
    }

    private static let limit = 256
    private static let closed = ["control", "access", "endpoint", "profile", "fallback_last_good", "state_directory"]

    private var overrides: [String: Override] = [:]
    private var now: Duration = .zero

    package init() {}

    package var isEmpty: Bool { overrides.isEmpty }

    /// The keys that have a value, in order.
    package var paths: [String] { overrides.keys.sorted() }

    /// Sets a value, written as in a file: `18`, `"pause"`, `true`.
    /// - Parameter lifetime: nil for as long as the daemon runs.
    package mutating func set(
        _ path: String, to text: String, by who: String, for lifetime: Duration?, now: Duration
    ) throws(Refusal) {
        guard let key = SettingTable.key(path) else {
            throw .unknownKey(nearest: Nearest.word(to: path, among: SettingTable.keys.map(\.name)))
        }
        let table = path.split(separator: ".").first.map(String.init) ?? path
        guard !Self.closed.contains(table) else { throw .forFilesAlone }
        guard key.applies != .restart, key.applies != .notYet else { throw .notAtRuntime }
        guard overrides[path] != nil || overrides.count < Self.limit else { throw .tooMany }
        let node = try Self.parse(text, key)
        overrides[path] = Override(node: node, by: who, until: lifetime.map { now + $0 })
        self.now = now
    }

    /// Takes a value back. False if there was none.
    @discardableResult
    package mutating func unset(_ path: String) -> Bool { overrides.removeValue(forKey: path) != nil }

    /// Keeps a value for as long as the daemon runs. False if there is none.
    @discardableResult
    package mutating func keep(_ path: String) -> Bool {
        guard overrides[path] != nil else { return false }
        overrides[path]?.until = nil
        return true
    }

    /// Lets time pass. Returns the keys whose value went.
    package mutating func expire(at now: Duration) -> [String] {
        self.now = now
        let over = overrides.filter { $0.value.until.map { $0 <= now } ?? false }.keys.sorted()
        over.forEach { overrides[$0] = nil }
        return over
    }

    /// When `expire` next has something to do.
    package var nextDeadline: Duration? { overrides.values.compactMap(\.until).min() }

    var layers: [Layer] {
        overrides.sorted { $0.key < $1.key }.map { path, override in
            Layer(
                values: [path: override.node],
                origin: .runtime(by: override.by, remaining: override.until.map { $0 - now }))
        }
    }

    private static func parse(_ text: String, _ key: SettingKey<Configuration>) throws(Refusal) -> TomlNode {
        let root: TomlNode
        do {
            root = try TomlParser.parse(Array("value = \(text)\n".utf8), file: "runtime")
        } catch {
            throw .value(error.reason)
        }
        guard let entries = root.table, entries.count == 1, let node = entries.first?.value else {
            throw .value("must be one value")
        }
        var scratch = Configuration()
        var misfits = Misfits()
        key.decode(node, &scratch, &misfits)
        if let misfit = misfits.all.first { throw .value(misfit.message) }
        return node
    }
}
