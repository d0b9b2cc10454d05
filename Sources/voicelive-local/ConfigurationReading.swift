import Configuration
import Glibc

/// Files named on the command line.
enum ConfigurationReading {
    /// The section for this program out of a configuration of the daemon's. What stands wrong in it is told whole.
    static func local(_ file: String) throws(Failure) -> LocalSection {
        let loader = ConfigurationLoader(.alone(file), owners: [getuid()])
        let outcome = loader.load()
        guard case .loaded(let effective) = outcome else {
            let report = CheckReport(outcome)
            throw Failure(report.exitCode == 66 ? .noInput : .configuration, report.text)
        }
        return effective.values.local
    }

    /// The section out of the files that the daemon reads too. The box must talk when all else fails: what is wrong in
    /// them is told, and the built-in values count.
    static func installed() -> LocalSection {
        let instance = Instance(userID: getuid(), environment: environment)
        switch ConfigurationLoader(instance.places, owners: [getuid()]).load() {
        case .loaded(let effective): return effective.values.local
        case .refused(_, _, isMissing: true): return LocalSection()
        case let outcome:
            VoiceliveLocal.tell("<4>" + CheckReport(outcome).text)
            VoiceliveLocal.tell("<4>voicelive-local: goes on with the built-in values of [local]")
            return LocalSection()
        }
    }

    /// What says where a user's files are.
    private static var environment: [String: String] {
        var found: [String: String] = [:]
        for name in ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME"] {
            if let value = unsafe getenv(name) { found[name] = unsafe String(cString: value) }
        }
        return found
    }

    static func bytes(_ file: String, atMost limit: Int) throws(Failure) -> [UInt8] {
        switch LinuxFiles().read(file) {
        case .file(let bytes, _, _) where bytes.count <= limit: return bytes
        case .file: throw Failure(.data, "\(file): larger than \(limit) bytes")
        case .missing: throw Failure(.noInput, "\(file): there is no such file")
        case .masked: throw Failure(.data, "\(file): is no file")
        case .unreadable(let why): throw Failure(.permission, "\(file): \(why)")
        }
    }
}
