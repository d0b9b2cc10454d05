import ControlProtocol
import ControlServer
import Conversation
import SignalPath
import Sound
import Synchronization
import VoiceLiveClient

/// Hands the sound of every point on its way to those who listen there.
///
/// ```
/// events' thread:         microphone, echo canceller, reference, loudspeaker, output ─┐
/// service link's task:    sent ───────────────────────────────────────────────────────┼─► TapCoder ─► ControlServer
///                         received ─► DownlinkQueue, told 10 ms with each block ──────┘
/// ```
/// All places are counted on one clock: the pipeline's, which goes on from session to session.
final class TapHub: Sendable {
    /// Each costs some 10 µs a block, an Opus stream 70.
    static let mostStreams = 16

    fileprivate struct State {
        var coders: [TappedStream: TapCoder] = [:]
        var downlink = DownlinkQueue()
        /// Added to a card's own count; `nil` until its first block.
        var base: Int64?
        var end: Int64 = 0
        var rate: StreamRate?
    }

    private let megaphone: Megaphone
    private let state = Mutex(State())

    init(megaphone: Megaphone) {
        self.megaphone = megaphone
    }

    // MARK: Listeners

    func open(_ stream: TappedStream, own: StreamRate) throws(ControlError) -> TapShape {
        try state.withLock { state throws(ControlError) in
            if let coder = state.coders[stream] { return coder.shape }
            guard state.coders.count < Self.mostStreams else {
                throw ControlError(
                    .tapPoint, "\(Self.mostStreams) different streams are tapped already",
                    hint: "listen to a point, format and rate that somebody has open")
            }
            let coder = try TapCoder(stream, own: own)
            state.coders[stream] = coder
            return coder.shape
        }
    }

    func close(_ stream: TappedStream) {
        state.withLock { state in
            state.coders[stream] = nil
            if !state.listens(at: .downlink) { state.downlink.removeAll() }
        }
    }

    /// Somebody listens inside the signal path, not only at its ends.
    var wantsProbes: Bool {
        state.withLock { state in state.coders.keys.contains { TapPoint.inside.contains($0.point) } }
    }

    // MARK: Sound

    /// Another card counts from anywhere; its first block follows the last one of the card before.
    func cardOpened() { state.withLock { ($0.base, $0.downlink) = (nil, DownlinkQueue()) } }

    func take(_ probe: SignalProbe) {
        tell { state in
            let start = state.place(probe.start.samples, probe.microphone.rate)
            return state.coded(probe.microphone, at: start, .micRaw) + state.coded(probe.cancelled, at: start, .micAec)
                + state.coded(probe.reference, at: start, .farRef) + state.coded(probe.played, at: start, .spk)
        }
    }

    func take(_ block: ProcessedBlock) {
        tell { state in
            let rate = block.block.rate
            let start = state.place(block.block.start.samples, rate)
            state.end = max(state.end, start + Int64(block.block.count))
            var frames = state.coded(block.block, at: start, .micDsp)
            if let next = state.downlink.takeBlock() {
                let place = start * Int64(next.rate.hertz) / Int64(rate.hertz)
                frames += state.coded(next.samples, next.rate, at: place, .downlink)
            }
            return frames + state.coders.values.flatMap { $0.tick() }
        }
    }

    func take(_ sound: ServiceSound) {
        tell { state in
            switch sound {
            case .sent(let samples, let start, let rate):
                return state.coded(samples, rate, at: state.place(start.samples, rate), .uplink)
            case .received(let samples, let rate):
                if state.listens(at: .downlink) { state.downlink.add(samples, rate: rate) }
                return []
            }
        }
    }

    private func tell(_ frames: (inout State) -> [TapFrame]) {
        let made = state.withLock { state in state.coders.isEmpty ? [] : frames(&state) }
        guard !made.isEmpty, let server = megaphone.target else { return }
        for frame in made { server.deliver(frame) }
    }
}

extension TapHub.State {
    func listens(at point: TapPoint) -> Bool { coders.keys.contains { $0.point == point } }

    /// A card's count on the clock that all sessions share.
    mutating func place(_ start: Int64, _ rate: StreamRate) -> Int64 {
        if let old = self.rate, old != rate { end = end * Int64(rate.hertz) / Int64(old.hertz) }
        self.rate = rate
        let base = self.base ?? end - start
        self.base = base
        return start + base
    }

    func coded(_ block: Block, at start: Int64, _ point: TapPoint) -> [TapFrame] {
        guard listens(at: point) else { return [] }
        return coded(block.withSamples { span in span.indices.map { span[$0] } }, block.rate, at: start, point)
    }

    func coded(_ samples: [Int16], _ rate: StreamRate, at start: Int64, _ point: TapPoint) -> [TapFrame] {
        coders.values.filter { $0.stream.point == point }.flatMap { $0.take(samples, at: start, rate: rate) }
    }
}

extension TapPoint {
    /// Points that `SignalProbe` serves.
    fileprivate static let inside: Set<TapPoint> = [.micRaw, .micAec, .farRef, .spk]
}
