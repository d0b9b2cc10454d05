import Sound
import Synchronization

/// One row of packets on its way through a resampler into a stage at the device's rate.
///
/// Sound thread only. `prepare` allocates, nothing else does.
struct PlayoutLane: ~Copyable {
    let name: PlayoutLaneName
    private(set) var stage = PlayoutStage()
    private var packets: RingReader<PlayoutPacket>
    private var spent: RingWriter<PlayoutPacket>
    private let state: PlayoutLaneState
    private let packetRates: [StreamRate]
    private var resamplers: [Resampler] = []
    private var deviceRate: StreamRate?
    private var run: ResamplerRun?
    private var packet: PlayoutPacket?
    /// Samples of `packet` already converted.
    private var taken = 0
    private let silence = [Int16](repeating: 0, count: 64)

    /// Packets joined without a break in one resampler.
    private struct ResamplerRun {
        var resampler: Int
        /// Lane index of its first output.
        var origin: Int64
        /// Samples put in.
        var input: Int64 = 0
    }

    init(
        name: PlayoutLaneName, packets: consuming RingReader<PlayoutPacket>,
        spent: consuming RingWriter<PlayoutPacket>, state: PlayoutLaneState, packetRates: [StreamRate]
    ) {
        self.name = name
        self.packets = packets
        self.spent = spent
        self.state = state
        self.packetRates = packetRates
    }

    /// The device runs at `rate` now. Sound already made for another rate is lost, the rest of its packet is not.
    mutating func prepare(rate: StreamRate) {
        guard rate != deviceRate else { return }
        deviceRate = rate
        closeRun()
        stage.clear()
        resamplers = packetRates.compactMap { Resampler(from: $0, to: rate) }
    }

    var minimumResponse: UInt32 { state.minimumResponse.load(ordering: .relaxed) }

    /// Makes sound until `ahead` samples wait to be rendered, or nothing more is there.
    mutating func fill(ahead: Int) {
        guard resamplers.count == packetRates.count, !resamplers.isEmpty else { return }
        while stage.ahead < ahead {
            guard takePacket() else { return flushRun() }
            // A packet at another rate brings out what the resampler before it still held.
            guard stage.ahead < ahead else { return }
            convert(atMost: ahead - stage.ahead)
        }
    }

    mutating func skipStale() { stage.skip(responsesBefore: minimumResponse) }
    mutating func advance(_ count: Int) { stage.advance(count) }
    mutating func rewind(to index: Int64) { stage.rewind(to: index) }

    /// Sound made or about to be made here, besides what waits in the ring.
    var stagedMicroseconds: Int {
        let made = deviceRate.map { stage.ahead * 1_000_000 / Int($0.hertz) } ?? 0
        let rest = packet.map { ($0.count - taken) * 1_000_000 / Int($0.rate.hertz) } ?? 0
        return made + rest
    }

    private mutating func takePacket() -> Bool {
        let minimum = minimumResponse
        if let held = packet {
            if held.tag.response >= minimum { return true }
            giveBack(held)
            closeRun()
        }
        while stage.takesSpan, let next = packets.read() {
            state.takeOut(next)
            if next.tag.response >= minimum, next.count > 0, begin(next) { return true }
            giveBack(next)
        }
        return false
    }

    private mutating func giveBack(_ held: PlayoutPacket) {
        // As many places as packets: there is always one.
        _ = spent.write(held)
        packet = nil
        taken = 0
    }

    private mutating func begin(_ next: PlayoutPacket) -> Bool {
        guard let index = place(of: next.rate) else { return false }
        packet = next
        taken = 0
        announce(next, resampler: index, remaining: next.count, position: next.position)
        return true
    }

    private mutating func announce(_ next: PlayoutPacket, resampler: Int, remaining: Int, position: Int64) {
        if run?.resampler != resampler {
            flushRun()
            resamplers[resampler].reset()
            resamplers[resampler].alignStart()
        }
        let current = run ?? ResamplerRun(resampler: resampler, origin: stage.produced)
        run = current
        let start = index(ofInput: current.input, in: current)
        let end = index(ofInput: current.input + Int64(remaining), in: current)
        let scale = ItemScale(
            origin: current.origin, base: position - current.input, first: start, last: end, lower: position,
            upper: position + Int64(remaining), packetRate: next.rate.hertz,
            deviceRate: resamplers[resampler].outputRate.hertz)
        stage.add(PlayoutSpan(tag: next.tag, start: start, end: end, scale: scale))
    }

    /// Which resampler takes `rate`. Spelled out: the library's search allocates when it is not inlined.
    private func place(of rate: StreamRate) -> Int? {
        for place in 0..<packetRates.count where packetRates[place].hertz == rate.hertz { return place }
        return nil
    }

    private func index(ofInput input: Int64, in run: ResamplerRun) -> Int64 {
        let resampler = resamplers[run.resampler]
        return run.origin
            + dividedUp(input * Int64(resampler.outputRate.hertz), by: Int64(resampler.inputRate.hertz))
    }

    private mutating func convert(atMost limit: Int) {
        guard let held = packet, let samples = unsafe held.samples else { return }
        // After `prepare` the rest of a packet begins a run of its own.
        if run == nil, let index = place(of: held.rate) {
            announce(held, resampler: index, remaining: held.count - taken, position: held.position + Int64(taken))
        }
        guard let current = run else { return giveBack(held) }
        let resampler = resamplers[current.resampler]
        let input = unsafe Span(_unsafeStart: samples + taken, count: held.count - taken)
        let result = stage.make(atMost: limit) { resampler.process(input, into: &$0) }
        taken += result.taken
        run?.input += Int64(result.taken)
        if taken >= held.count || (result.taken == 0 && result.made == 0) { giveBack(held) }
    }

    /// Brings out what the resampler still holds. Without a follower its end is the end of the sound.
    private mutating func flushRun() {
        guard let current = run else { return }
        let end = index(ofInput: current.input, in: current)
        let resampler = resamplers[current.resampler]
        let silence = silence
        while stage.produced < end {
            let missing = Int(end - stage.produced)
            let result = stage.make(atMost: missing) { resampler.process(silence.span, into: &$0) }
            if result.taken == 0, result.made == 0 { break }
        }
        closeRun()
    }

    private mutating func closeRun() {
        run = nil
        stage.endSpansHere()
    }
}
