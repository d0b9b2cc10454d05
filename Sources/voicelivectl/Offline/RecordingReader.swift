import Glibc
import SignalPath
import Sound

/// A WAV file, or a pipe with one in it, that is read while it is worked on: how long it is costs no memory.
final class RecordingReader {
    /// Of what `next` gives.
    let rate: StreamRate
    /// Bytes of sound that its header promises, before conversion; 0 when it does not say.
    let promised: Int
    private let option: String
    private let path: String
    private let descriptor: Int32
    private let converter: StreamResampler?
    /// Bytes promised and not read; `nil`: until the file ends.
    private var left: Int?
    /// A lone first half of a sample, or nothing.
    private var half: [UInt8] = []
    /// Bytes that may still come: a pipe has no size.
    private var room: Int
    private let largest: Int
    private var samples: [Int16] = []
    /// How many of them `next` gave out.
    private var given = 0
    private var hasEnded = false

    private static let piece = 1 << 16

    /// - Parameter wanted: The rate it is converted to.
    init(option: String, path: String, largest: Int, at wanted: StreamRate? = nil) throws(Failure) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path, "open") }
        let place: WavePlace
        var head: [UInt8] = []
        do throws(Failure) {
            place = try Self.place(descriptor, option, path, largest, &head)
        } catch {
            close(descriptor)
            throw error
        }
        let made = wanted.flatMap { $0 == place.rate ? nil : StreamResampler(from: place.rate, to: $0) }
        (self.descriptor, self.option, self.path) = (descriptor, option, path)
        rate = made == nil ? place.rate : wanted ?? place.rate
        converter = made
        (left, promised) = (place.size, place.size ?? 0)
        (room, self.largest) = (largest, largest)
        if let wanted, rate != wanted { throw .noMemory }
        take(Array(head[place.start...]))
    }

    deinit { close(descriptor) }

    /// The next `count` samples, fewer at the end, none after it.
    func next(_ count: Int) throws(Failure) -> [Int16] {
        while samples.count - given < count, !hasEnded {
            let bytes = try Self.read(descriptor, path, min(Self.piece, left ?? Self.piece))
            guard bytes.isEmpty else {
                room -= bytes.count
                guard room >= 0 else { throw .tooLarge(path, largest) }
                take(bytes)
                continue
            }
            if let left, left > 0 { throw Self.refusal(.cutShort, option, path) }
            hasEnded = true
            if let converter { samples += converter.finish() }
        }
        let end = min(given + count, samples.count)
        defer { given = end }
        return Array(samples[given..<end])
    }

    private func take(_ read: [UInt8]) {
        let bytes = read.prefix(left ?? read.count)
        left = left.map { $0 - bytes.count }
        half += bytes
        let whole = half.count / 2 * 2
        let new = PCM16.samples(half[..<whole])
        half.removeFirst(whole)
        samples.removeFirst(given)
        given = 0
        samples += converter?.convert(new.span) ?? new
    }

    /// Reads as far as the sound's beginning, and perhaps a little of it, into `head`.
    private static func place(
        _ descriptor: Int32, _ option: String, _ path: String, _ largest: Int, _ head: inout [UInt8]
    ) throws(Failure) -> WavePlace {
        var found: WavePlace?
        repeat {
            let bytes = try read(descriptor, path, piece)
            head += bytes
            do throws(WaveFault) {
                found = try WaveFile.place(in: head, isWhole: bytes.isEmpty || head.count > largest)
            } catch { throw refusal(error, option, path) }
        } while found == nil
        guard let found else { throw refusal(.noSound, option, path) }
        var kind = stat()
        let isPlain = unsafe fstat(descriptor, &kind) == 0 && kind.st_mode & S_IFMT == S_IFREG
        let length = isPlain ? Int(kind.st_size) : 0
        if isPlain, found.start + (found.size ?? 0) > length { throw refusal(.cutShort, option, path) }
        guard max(found.size ?? 0, length) <= largest else { throw .tooLarge(path, largest) }
        return found
    }

    private static func refusal(_ fault: WaveFault, _ option: String, _ path: String) -> Failure {
        Failure(.data, "--\(option) \(visible(path)) \(fault.explanation)")
    }

    /// Up to `count` bytes; none at the end.
    private static func read(_ descriptor: Int32, _ path: String, _ count: Int) throws(Failure) -> [UInt8] {
        guard count > 0 else { return [] }
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            var got = 0
            repeat { got = unsafe Glibc.read(descriptor, room.baseAddress, count) } while got < 0 && errno == EINTR
            failed = got < 0
            filled = max(0, got)
        }
        guard !failed else { throw .file(path, "read") }
        return bytes
    }
}
