package import Sound
import Synchronization

/// Gives a sound system what a test wants played, and writes down all that is asked of it.
package final class ScriptedSource: PlaybackSource {
    /// What the sound system said, in order. Renderings are merged as long as one follows the other.
    package enum Call: Sendable, Equatable {
        case prepare(rate: Int, start: Int)
        case render(Range<Int>)
        case takenBack(from: Int)
    }

    private struct State {
        var queue: ArraySlice<Int16> = []
        var calls: [Call] = []
        var heardEnd = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Adds sound behind what waits.
    package func say(_ samples: [Int16]) {
        state.withLock { $0.queue += samples }
    }

    /// Drops what waits.
    package func hush() {
        state.withLock { $0.queue = [] }
    }

    package var calls: [Call] { state.withLock { $0.calls } }
    /// Every sample before this one left the loudspeaker.
    package var heardEnd: Int { state.withLock { $0.heardEnd } }
    /// Samples that still wait.
    package var waiting: Int { state.withLock { $0.queue.count } }

    package func prepare(rate: StreamRate, start: SampleTime) {
        state.withLock { $0.calls.append(.prepare(rate: Int(rate.hertz), start: Int(start.samples))) }
    }

    package func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        let range = Int(start.samples)..<Int(start.samples) + target.count
        let samples = state.withLock { state in
            if case .render(let last) = state.calls.last, last.upperBound == range.lowerBound {
                state.calls[state.calls.count - 1] = .render(last.lowerBound..<range.upperBound)
            } else {
                state.calls.append(.render(range))
            }
            defer { state.queue = state.queue.dropFirst(range.count) }
            return Array(state.queue.prefix(range.count))
        }
        for index in 0..<target.count { target[index] = index < samples.count ? samples[index] : 0 }
        return !samples.isEmpty
    }

    package func takenBack(from first: SampleTime) {
        state.withLock { $0.calls.append(.takenBack(from: Int(first.samples))) }
    }

    package func heard(until end: SampleTime) {
        state.withLock { $0.heardEnd = Int(end.samples) }
    }
}
