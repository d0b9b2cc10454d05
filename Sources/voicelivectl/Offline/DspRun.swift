import ControlProtocol
import Glibc
import Recording
import SignalPath
import Sound

/// Two recordings on their way through the signal path.
struct DspRun {
    /// A WAV file.
    let sound: [UInt8]
    /// `t_ms,probability,speech`, a row for 10 ms: what was known when they had arrived. `speech` is 1 where it was sure
    /// enough to cut an answer, or to begin a turn while nothing is played.
    let table: [UInt8]
    let measures: DspMeasures

    /// Reads both to their ends.
    init(microphone: RecordingReader, reference: RecordingReader, settings: DspSettings) throws(Failure) {
        let (format, recorded) = (settings.format, microphone.rate)
        guard
            var processor = OfflineProcessor(
                format: format, recordingRate: recorded, settings: settings.pipeline)
        else { throw .noMemory }
        var uplink = try DspUplink(settings.uplink, from: recorded, to: format.rate, promised: microphone.promised)
        var table = Array("t_ms,probability,speech\n".utf8)
        var measures = DspMeasures()
        while true {
            let near = try microphone.next(recorded.blockSamples)
            guard !near.isEmpty else { break }
            let far = try reference.next(recorded.blockSamples)
            let before = threadMicroseconds()
            let done = processor.process(microphone: near.span, reference: far.span)
            let now = threadMicroseconds()
            // While we are heard, what would cut the answer; else what would begin a turn.
            let isSpeech = done.isFarEndActive ? done.probability >= done.certainty : done.isHeard
            table += Array("\(measures.blocks * 10),\(rounded(Double(done.probability))),\(isSpeech ? 1 : 0)\n".utf8)
            uplink.add(near, done)
            measures.add(done, microseconds: now - before)
        }
        measures.finish(processor.pipeline.counters)
        self.table = table
        self.measures = measures
        sound = uplink.file()
    }
}

/// What leaves the box, once, in the form in which it is written: a recording held several times would weigh more than the
/// whole signal path.
private struct DspUplink {
    private let kind: DspSettings.Uplink
    private let recorded: StreamRate
    private let rate: StreamRate
    private let converter: StreamResampler?
    private var bytes: [UInt8]
    private var heard = 0

    init(
        _ kind: DspSettings.Uplink, from recorded: StreamRate, to rate: StreamRate, promised: Int
    ) throws(Failure) {
        (self.kind, self.recorded, self.rate) = (kind, recorded, rate)
        converter = kind == .raw && recorded != rate ? StreamResampler(from: recorded, to: rate) : nil
        if kind == .raw, recorded != rate, converter == nil { throw .noMemory }
        bytes = WaveFile.header(rate, count: 0)
        // A pipe may promise what it likes.
        bytes.reserveCapacity(min(promised * Int(rate.hertz) / Int(recorded.hertz), 16 << 20) + 8_192)
    }

    mutating func add(_ microphone: [Int16], _ done: ProcessedBlock) {
        heard += microphone.count
        switch kind {
        case .raw:
            let converted = converter?.convert(microphone.span) ?? microphone
            bytes += PCM16.bytes(converted.span)
        case .processed: done.block.withSamples { samples in bytes += PCM16.bytes(samples) }
        }
    }

    /// As long as the microphone's recording.
    mutating func file() -> [UInt8] {
        if let converter {
            let rest = converter.finish()
            bytes += PCM16.bytes(rest.span)
        }
        let count = (heard * Int(rate.hertz) + Int(recorded.hertz) - 1) / Int(recorded.hertz)
        let header = WaveFile.header(rate, count: count)
        let size = header.count + 2 * count
        bytes.replaceSubrange(0..<header.count, with: header)
        if bytes.count > size { bytes.removeLast(bytes.count - size) }
        bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
        return bytes
    }
}

/// Time and health of a run.
struct DspMeasures {
    private(set) var run = RunMeasures()
    private var counters = PipelineCounters()

    var blocks: Int { run.blocks }

    mutating func add(_ done: ProcessedBlock, microseconds: Double) { run.add(done, microseconds: microseconds) }

    mutating func finish(_ counters: PipelineCounters) { self.counters = counters }

    private var processorShare: Double { run.processorShare ?? 0 }

    var wire: JSONValue {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let place: JSONValue = run.delay.map { number(Double($0)) } ?? .null
        return [
            "frame_ms": 10, "blocks": count(blocks), "frame_us_p50": number(run.time(at: 0.5)),
            "frame_us_p99": number(run.time(at: 0.99)), "rtf": number(processorShare),
            "max_rss_kb": count(usage.ru_maxrss), "erle_db": number(Double(run.enhancement)), "delay_ms": place,
            "drift_ppm": number(Double(run.drift)), "delay_jumps": count(counters.delayJumps),
            "speech_starts": count(run.speech.count), "barge_ins": count(run.bargeIns.count),
        ]
    }

    private func number(_ value: Double) -> JSONValue { .number(rounded(value)) }

    private func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    var summary: String {
        let speed = processorShare > 0 ? Int(1 / processorShare) : 0
        let place = run.delay.map { "\(rounded(Double($0))) ms" } ?? "not found"
        return
            "\(Double(blocks) / 100) s, \(speed) times real time; echo \(rounded(Double(run.enhancement))) dB lower, "
            + "delay \(place); speech began \(run.speech.count) times, \(run.bargeIns.count) interruptions"
    }
}
