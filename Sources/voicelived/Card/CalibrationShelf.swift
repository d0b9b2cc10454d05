import Configuration
import ControlProtocol
import Glibc

/// What tests of sound cards found, by pair of devices, in the state directory.
struct CalibrationShelf {
    private let path: String
    /// More pairs than a box will ever see.
    private static let most = 32
    private static let largest = 1 << 16

    init(_ settings: Settings) {
        path = ConfigurationFiles.instance.stateDirectory(settings) + "/calibration.json"
    }

    /// Pair by pair, the newest last.
    var pairs: [JSONValue] {
        guard let bytes = read(), let wire = try? JSONParser.parse(bytes) else { return [] }
        return wire["pairs"]?.array ?? []
    }

    func last(_ microphone: String, _ loudspeaker: String) -> JSONValue? {
        pairs.last { $0["microphone"]?.string == microphone && $0["loudspeaker"]?.string == loudspeaker }
    }

    /// False when it could not be written.
    func keep(_ result: AudioTest.Result, at time: String?) -> Bool {
        var entry = result.wire.object ?? JSONObject()
        entry["time"] = time.map { .string($0) }
        let others = pairs.filter {
            $0["microphone"]?.string != result.microphone || $0["loudspeaker"]?.string != result.loudspeaker
        }
        let wire: JSONValue = ["format": 1, "pairs": .array((others + [.object(entry)]).suffix(Self.most))]
        return write(JSONWriter.bytes(of: wire))
    }

    private func read() -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.largest + 1)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return count >= 0 && count <= Self.largest ? Array(bytes.prefix(count)) : nil
    }

    /// The whole file or nothing.
    private func write(_ bytes: [UInt8]) -> Bool {
        let draft = path + ".part"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let isWhole = count == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        if isWhole, unsafe rename(draft, path) == 0 { return true }
        _ = unsafe unlink(draft)
        return false
    }
}
