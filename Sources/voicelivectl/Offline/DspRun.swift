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

    init(microphone: WaveFile, reference: WaveFile, settings: DspSettings) throws(Failure) {
        let format = settings.format
        guard
            var processor = OfflineProcessor(
                format: format, recordingRate: microphone.rate, settings: settings.pipeline)
        else { throw .noMemory }
        let length = Self.length(microphone, at: format.rate)
        // Once, in the form in which it is written: a recording held several times weighs more than the whole signal path.
        var sound = WaveFile.header(format.rate, count: length)
        let end = sound.count + 2 * length
        var table = Array("t_ms,probability,speech\n".utf8)
        var measures = DspMeasures()
        var before = threadMicroseconds()
        processor.process(microphone: microphone.samples, reference: reference.samples) { done in
            let now = threadMicroseconds()
            // While we are heard, what would cut the answer; else what would begin a turn.
            let isSpeech =
                done.probability
                >= (done.isFarEndActive ? settings.pipeline.bargeIn.certainty : settings.pipeline.gate.startThreshold)
            table += Array("\(measures.blocks * 10),\(rounded(Double(done.probability))),\(isSpeech ? 1 : 0)\n".utf8)
            done.block.withSamples { samples in
                sound += PCM16.bytes(samples.extracting(first: min(samples.count, (end - sound.count) / 2)))
            }
            measures.add(done, microseconds: now - before)
            before = threadMicroseconds()
        }
        measures.finish(processor.pipeline.counters)
        self.table = table
        self.measures = measures
        if settings.uplink == .raw {
            sound = WaveFile(rate: format.rate, samples: try Self.converted(microphone, to: format.rate, length)).bytes
        }
        sound.append(contentsOf: repeatElement(0, count: end - sound.count))
        self.sound = sound
    }

    /// As long as the microphone's recording.
    private static func length(_ recording: WaveFile, at rate: StreamRate) -> Int {
        (recording.samples.count * Int(rate.hertz) + Int(recording.rate.hertz) - 1) / Int(recording.rate.hertz)
    }

    private static func converted(
        _ recording: WaveFile, to rate: StreamRate, _ length: Int
    ) throws(Failure) -> [Int16] {
        guard rate != recording.rate else { return recording.samples }
        guard let resampler = StreamResampler(from: recording.rate, to: rate) else { throw .noMemory }
        return Array((resampler.convert(recording.samples.span) + resampler.finish()).prefix(length))
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
