import ControlProtocol
import ControlServer
import Synchronization

/// Files that clients send in parts which each fit a line.
final class Uploads: Sendable {
    /// The largest file, and all of them that are not complete.
    static let mostBytes = 4_194_304
    static let mostBytesOfAll = 16_777_216

    struct Key: Hashable {
        let connection: ConnectionID
        let method: ControlMethod
        let session: String
    }

    private let parts = Mutex<[Key: [UInt8]]>([:])

    /// The whole file with its last part, else `nil`. A file that breaks a rule is forgotten.
    func add(_ text: String, isLast: Bool, to key: Key) throws(ControlError) -> [UInt8]? {
        try parts.withLock { parts throws(ControlError) in
            let before = parts.removeValue(forKey: key) ?? []
            guard let bytes = Base64.decode(text) else {
                let fault = WireFault(expected: "base64 with padding", problem: "is not base64 with padding")
                throw ControlError(fault.inside("data"))
            }
            let file = before + bytes
            guard file.count <= Self.mostBytes else {
                throw Self.tooLarge("completes a file of more than \(Self.mostBytes / 1_048_576) MiB")
            }
            if isLast { return file }
            let others = parts.values.reduce(0) { $0 + $1.count }
            guard others + file.count <= Self.mostBytesOfAll else {
                throw Self.tooLarge("finds no room: too many files are on their way")
            }
            parts[key] = file
            return nil
        }
    }

    private static func tooLarge(_ problem: String) -> ControlError {
        ControlError(WireFault(expected: "a smaller file", problem: problem).inside("data"))
    }

    /// The client is gone.
    func forget(_ connection: ConnectionID) {
        parts.withLock { parts in parts = parts.filter { $0.key.connection != connection } }
    }
}
