import Conversation
import SignalPath
import Sound

/// The microphone's half: blocks become packets, and what the pipeline noticed the port's words. Belongs to
/// `LiveAudio`'s lock.
struct Listening {
    private var packets: PacketMaker
    private var clock = SampleClock()
    private var isSpeaking = false
    private var isSuspected = false
    private var echo = EchoWatch()
    /// Hard mute: zeros take the place of the microphone before anybody sees it.
    var isMuted = false
    /// The box's audio manager silenced us.
    var isHushed = false

    init(blocksPerPacket: Int) {
        packets = PacketMaker(blocksPerPacket: blocksPerPacket)
    }

    var deviceLatency: Duration {
        get { clock.deviceLatency }
        set { clock.deviceLatency = newValue }
    }

    mutating func start(preroll: Duration) -> [DuplexAudioEvent] {
        packets.startListening(preroll: preroll).map { .microphone($0) }
    }

    mutating func stop() { packets.stopListening() }

    /// Nothing more waits to be taken.
    mutating func settle() -> [DuplexAudioEvent] { packets.settle().map { .microphone($0) } }

    /// Takes 10 ms at `now`, and silences them when muted.
    mutating func take(_ processed: inout ProcessedBlock, at now: Duration) -> [DuplexAudioEvent] {
        let (start, rate) = (processed.block.start, processed.block.rate)
        let end = start + processed.block.count
        clock.receive(end: end, rate: rate, at: now)
        var events: [DuplexAudioEvent] = []
        if isMuted || isHushed {
            processed.silence()
            events += endSpeech(until: start, at: now)
        }
        var piece = PacketMaker.Piece(
            start: start, rate: rate, samples: processed.block.all, captured: clock.instant(of: end, rate: rate),
            isMuted: isMuted || isHushed)
        if let raw = processed.raw { (piece.raw, piece.reference) = (raw.microphone.all, raw.reference.all) }
        events += packets.take(piece).map { .microphone($0) }
        if !isMuted, !isHushed, let reading = echo.take(processed) { events.append(.echo(reading)) }
        if let edge = processed.speech { events += told(edge, of: processed, at: now) }
        if let edge = processed.bargeIn { events += told(edge, of: processed, at: now) }
        return events
    }

    private mutating func told(
        _ edge: SpeechEdge, of block: ProcessedBlock, at now: Duration
    ) -> [DuplexAudioEvent] {
        let wasSpeaking = isSpeaking
        switch edge {
        case .started(let onset, _):
            isSpeaking = true
            let onset = block.pipelineTime(of: onset)
            return [.nearEnd(.started(from: onset, at: now, confidence: Double(block.probability)))]
        case .ended(let end):
            isSpeaking = false
            // Speech that a mute cut short has ended already.
            return wasSpeaking ? [.nearEnd(.ended(until: block.pipelineTime(of: end), at: now))] : []
        }
    }

    private mutating func told(
        _ edge: BargeInEdge, of block: ProcessedBlock, at now: Duration
    ) -> [DuplexAudioEvent] {
        let wasSuspected = isSuspected
        isSuspected = edge != .withdrawn
        switch edge {
        case .suspected(let onset): return [.bargeIn(.suspected(from: block.pipelineTime(of: onset), at: now))]
        case .confirmed: return [.bargeIn(.confirmed(.lastingSpeech))]
        case .withdrawn: return wasSuspected ? [.bargeIn(.dismissed)] : []
        }
    }

    /// A mute ends what nobody would hear the end of.
    private mutating func endSpeech(until end: SampleTime, at now: Duration) -> [DuplexAudioEvent] {
        var events: [DuplexAudioEvent] = []
        if isSpeaking { events.append(.nearEnd(.ended(until: end, at: now))) }
        if isSuspected { events.append(.bargeIn(.dismissed)) }
        (isSpeaking, isSuspected) = (false, false)
        return events
    }
}

extension ProcessedBlock {
    /// A microphone instant on the pipeline's own count, which packets use.
    fileprivate func pipelineTime(of time: SampleTime) -> SampleTime {
        let behind = (time.samples - captured.samples) * Int64(block.rate.hertz) / Int64(captureRate.hertz)
        return SampleTime(block.start.samples + behind)
    }

    fileprivate mutating func silence() {
        block.silence()
        raw?.microphone.silence()
        bare?.microphone.silence()
        speech = nil
        bargeIn = nil
        probability = 0
        isSpeech = false
        microphone = Level()
        cancelled = Level()
        output = Level()
    }
}

extension Block {
    fileprivate var all: [Int16] { withSamples { span in span.indices.map { span[$0] } } }
}
