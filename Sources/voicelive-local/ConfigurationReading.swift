import Configuration
import Glibc
import LocalVoice

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
        var section = effective.values.local
        // The recogniser knows best where its scores part, unless the admin says.
        if case .builtIn = effective.origin(of: "local.rejection") {
            section.rejection = SphinxRecogniser.usualThreshold
        }
        return section
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
