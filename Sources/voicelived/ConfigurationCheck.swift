import Configuration
import Glibc

/// Reads the configuration as the daemon would.
enum ConfigurationFiles {
    static func loader(_ arguments: Arguments) -> ConfigurationLoader {
        ConfigurationLoader(
            arguments.configurationFile.map { .alone($0) } ?? instance.places, owners: [getuid()],
            surroundings: LinuxSurroundings(credentialsDirectory: Environment.all["CREDENTIALS_DIRECTORY"]))
    }

    /// `nil` with a file of one's own: what belongs to it is not known.
    static func lastGood(_ arguments: Arguments) -> LastGoodFile? {
        arguments.configurationFile == nil ? LastGoodFile(folder: instance.stateDirectory(Settings())) : nil
    }

    static let instance = Instance(userID: getuid(), environment: Environment.all)
}

extension ConfigurationLoader {
    /// The files, or the last good configuration where it wants that.
    func begin(_ lastGood: LastGoodFile?) -> Start {
        if let lastGood { return start(lastGood: lastGood.path) }
        switch load() {
        case .loaded(let effective): return .loaded(effective)
        case .refused(let problems, let files, let isMissing):
            return .refused(problems, files: files, isMissing: isMissing)
        }
    }
}

/// `voicelived --check-config`.
enum ConfigurationCheck {
    static func run(_ arguments: Arguments) -> Int32 {
        let outcome = ConfigurationFiles.loader(arguments).load()
        let report = CheckReport(outcome, asJSON: arguments.wantsJSON, isStrict: arguments.isStrict)
        if arguments.wantsJSON { Console.print(report.text) } else { Console.error(report.text) }
        return report.exitCode
    }
}

/// The process's environment, copied once.
enum Environment {
    static let all: [String: String] = {
        var result: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
            unsafe entry += 1
        }
        return result
    }()
}
