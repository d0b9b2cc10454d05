import Sound
import TestBench

/// One check under way: a started system, its probe, and what was found broken.
final class ContractRun {
    let bench: any ContractBench
    let tape = ReferenceTape(capacity: 1 << 18)
    let probe: ContractProbe
    private(set) var breaches: [String] = []

    init(_ bench: any ContractBench) {
        self.bench = bench
        probe = ContractProbe(tape: tape)
        bench.system.start(SoundWiring(capture: probe, playback: probe, reference: tape))
    }

    func stop() {
        bench.system.stop()
        probe.stopped()
    }

    var status: SoundStatus { bench.system.status }

    var isCapturing: Bool { if case .running = status.capture { probe.seen.blocks > 0 } else { false } }
    var isPlaying: Bool { if case .running = status.playback { true } else { false } }
    var isStalled: Bool { if case .stalled = status.capture { true } else { false } }

    func expect(_ promise: String, _ holds: Bool) {
        if !holds { breaches.append("not so: " + promise + "; capture \(status.capture), playback \(status.playback)") }
    }

    /// Lets time pass until the promise holds.
    func require(_ promise: String, within milliseconds: Int, _ holds: () -> Bool) {
        expect(promise, bench.passes(until: holds, within: milliseconds))
    }

    /// Opens the loudspeaker and waits until it is heard.
    func play() {
        bench.system.demandPlayback(.wanted)
        require("plays when wanted", within: 5_000) { isPlaying && probe.seen.heard.samples > 4_800 }
    }
}

// MARK: The checks

extension ContractRun {
    func captureAlone() {
        let before = probe.seen.blocks
        bench.pass(milliseconds: 500)
        let count = probe.seen.blocks - before
        expect("about 50 blocks in half a second, not \(count)", count >= 30 && count <= 70)
        expect("the loudspeaker stays closed", status.playback == .closed && probe.seen.prepared == 0)
        require("jumps are told as lost", within: 500) { status.lostCapture >= probe.seen.jumped }
    }

    func playOnDemand() {
        play()
        expect("one prepare for one stream", probe.seen.prepared == 1)
        let heard = probe.seen.heard
        bench.pass(milliseconds: 300)
        let progress = probe.seen.heard - heard
        expect("heard goes on with time, not by \(progress)", progress > 4_800)
        bench.system.demandPlayback(.idle)
        require("the loudspeaker is closed some time after", within: 4_000) { status.playback == .closed }
        let rendered = probe.seen.rendered
        bench.pass(milliseconds: 200)
        expect("a closed stream renders nothing", probe.seen.rendered == rendered)
        require("the microphone runs on", within: 500) { isCapturing }
    }

    func compareTape() {
        play()
        let end = probe.seen.heard
        var samples = [Int16](repeating: 0, count: 960)
        var span = samples.mutableSpan
        let found = tape.read(from: end + -960, into: &span)
        expect("what was heard is on the tape", found == 960)
        let wrong = samples.indices.filter {
            samples[$0] != 0 && samples[$0] != ContractProbe.sample(end.samples - 960 + Int64($0))
        }
        expect("the tape holds what was rendered under its index", wrong.isEmpty)
        expect("the tape is not behind what was heard", tape.end >= end)
    }

    func cut() {
        play()
        let heard = probe.seen.heard
        probe.speak(false)
        bench.system.cutPlayback()
        require("a cut takes sound back", within: 500) { !probe.seen.takenBack.isEmpty }
        guard let first = probe.seen.takenBack.first else { return }
        expect("the cut is not before what was heard", first >= heard)
        bench.pass(milliseconds: 300)
        expect("sound goes on after it", probe.seen.heard > first)
        var samples = [Int16](repeating: 1, count: 480)
        var span = samples.mutableSpan
        _ = tape.read(from: first, into: &span)
        expect("behind the cut is what was rendered after it", samples.allSatisfy { $0 == 0 })
    }

    func hurry() {
        play()
        bench.system.hurryPlayback()
        bench.pass(milliseconds: 300)
        expect("sound does not give way to what hurries", probe.seen.takenBack.isEmpty)
        probe.speak(false)
        bench.pass(milliseconds: 300)
        probe.speak(true)
        bench.system.hurryPlayback()
        bench.pass(milliseconds: 300)
        // A system that has given all of the silence to its device has none to take back.
        guard let first = probe.seen.takenBack.first else { return }
        var samples = [Int16](repeating: 0, count: 480)
        var span = samples.mutableSpan
        _ = tape.read(from: first, into: &span)
        let isThere = samples.indices.allSatisfy { samples[$0] == ContractProbe.sample(first.samples + Int64($0)) }
        expect("what was rendered then is in its place", isThere)
    }

    func unplugMicrophone() throws {
        let epoch = probe.seen.epoch
        try bench.happen(.unplugged(.capture))
        require("no microphone is told", within: 1_000) { status.capture == .noDevice }
        let blocks = probe.seen.blocks
        bench.pass(milliseconds: 300)
        expect("nothing else is recorded instead", probe.seen.blocks == blocks)
        try bench.happen(.plugged(.capture))
        require("the microphone is back", within: 3_000) { isCapturing && probe.seen.blocks > blocks }
        expect("it has a higher epoch", probe.seen.epoch > epoch)
    }

    func unplugLoudspeaker() throws {
        play()
        try bench.happen(.unplugged(.playback))
        require("no loudspeaker is told", within: 1_000) { status.playback == .noDevice }
        expect("what was not heard was taken back", probe.seen.takenBack.last == probe.seen.heard)
        let heard = probe.seen.heard
        try bench.happen(.plugged(.playback))
        require("the loudspeaker is back", within: 4_000) { isPlaying && probe.seen.heard - heard > 4_800 }
        expect("it was prepared anew", probe.seen.prepared >= 2)
    }

    func endServer() throws {
        let epoch = probe.seen.epoch
        try bench.happen(.serverDown(reason: "ended by the check"))
        require("the server's end is told", within: 1_000) {
            if case .down = status.server { true } else { false }
        }
        require("the microphone's too", within: 1_000) { status.capture == .noDevice }
        try bench.happen(.serverUp)
        require("it is found again", within: 4_000) { isCapturing && probe.seen.epoch > epoch }
        expect("the new connection is counted", status.reconnects == 1)
    }

    func freezeServer() throws {
        let lost = status.lostCapture
        try bench.happen(.serverFrozen)
        require("a stall is told", within: 2_000) { isStalled }
        bench.pass(milliseconds: 500)
        try bench.happen(.serverThawed)
        require("sound passes again", within: 3_000) { isCapturing }
        require("what was missed is counted", within: 2_000) { status.lostCapture - lost > 24_000 }
        require("jumps are told as lost", within: 500) { status.lostCapture >= probe.seen.jumped }
    }

    func tieClocks() {
        expect("no clock is tied before", probe.seen.clock?.isPlaying == false)
        play()
        require("the clocks are tied", within: 1_000) { probe.seen.clock?.isPlaying == true }
        bench.pass(milliseconds: 600)
        guard let clock = probe.seen.clock, let next = probe.seen.nextSample else { return }
        let apart = abs(clock.playbackTime(at: next) - probe.seen.heard)
        expect("the pair is near what is heard, not \(apart) samples off", apart < 48_000 / 10)
        bench.system.demandPlayback(.idle)
        require("the tie ends with the stream", within: 4_000) { probe.seen.clock?.isPlaying == false }
    }

    func stopAndListen() {
        play()
        stop()
        bench.pass(milliseconds: 200)
        expect("the thread is gone", true)
    }
}
