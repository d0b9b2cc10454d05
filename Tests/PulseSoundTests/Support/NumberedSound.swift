import Sound
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Plays sound in which every sample tells its own index, so that a recording shows exactly what was played.
final class NumberedSound: PlaybackSource {
    struct Told: Sendable {
        var prepared: [SampleTime] = []
        var rendered = SampleTime.zero
        var renders = 0
        var jumps = 0
        var heard = SampleTime.zero
        var heardReports = 0
        var takenBack: [SampleTime] = []
        var isSpeaking: Bool
        /// The next call of `render` takes so long.
        var stumbleMilliseconds = 0
    }

    /// The code of an index: never zero, and different over the last 20,000 samples.
    static func code(_ index: Int64) -> Int16 {
        Int16(index % 20_000 + 10_000)
    }

    private let state: Mutex<Told>

    init(isSpeaking: Bool = true) {
        state = Mutex(Told(isSpeaking: isSpeaking))
    }

    var told: Told { state.withLock { $0 } }

    func speak(_ isSpeaking: Bool) {
        state.withLock { $0.isSpeaking = isSpeaking }
    }

    /// Makes the next `render` late, as a starved thread is.
    func stumble(milliseconds: Int) {
        state.withLock { $0.stumbleMilliseconds = milliseconds }
    }

    func prepare(rate: StreamRate, start: SampleTime) {
        state.withLock {
            $0.prepared.append(start)
            $0.rendered = start
        }
    }

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        let (isSpeaking, pause) = state.withLock { told in
            defer { told.stumbleMilliseconds = 0 }
            if told.rendered != start { told.jumps += 1 }
            told.rendered = start + target.count
            told.renders += 1
            return (told.isSpeaking, told.stumbleMilliseconds)
        }
        if pause > 0 { usleep(UInt32(pause) * 1_000) }
        for offset in 0..<target.count {
            target[offset] = isSpeaking ? Self.code(start.samples + Int64(offset)) : 0
        }
        return isSpeaking
    }

    func takenBack(from first: SampleTime) {
        state.withLock {
            // A cut per second for an hour, at most.
            if $0.takenBack.count < 3_600 { $0.takenBack.append(first) }
            $0.rendered = first
        }
    }

    func heard(until end: SampleTime) {
        state.withLock {
            $0.heard = end
            $0.heardReports += 1
        }
    }
}
