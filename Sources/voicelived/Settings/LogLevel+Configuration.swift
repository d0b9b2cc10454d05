import Configuration
import Diagnostics

extension LogLevel {
    init(_ level: LogSection.Level) {
        self =
            switch level {
            case .error: .error
            case .warning: .warning
            case .notice: .notice
            case .info: .info
            case .debug: .debug
            }
    }
}
