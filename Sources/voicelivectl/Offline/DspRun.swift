import ControlProtocol
import Glibc
import SignalPath
import Sound

/// Two recordings on their way through the signal path.
struct DspRun {
    let output: WaveFile
    /// `t_ms,probability,speech`, a row for 10 ms: what was known when they had arrived.
    let table: [UInt8]
    let measures: DspMeasures

    init(microphone: WaveFile, reference: WaveFile, settings: DspSettings) throws(Failure) {
        let format = settings.format
        guard
            var processor = OfflineProcessor(
                format: format, recordingRate: microphone.rate, settings: settings.pipeline)
        else { throw .noMemory }
        var clean: [Int16] = []
        var table = Array("t_ms,probability,speech\n".utf8)
        var measures = DspMeasures()
        var before = cpuMicroseconds()
        processor.process(microphone: microphone.samples, reference: reference.samples) { done in
            let now = cpuMicroseconds()
            let isSpeech = done.probability >= settings.pipeline.bargeIn.threshold
            table += Array("\(measures.blocks * 10),\(rounded(done.probability)),\(isSpeech ? 1 : 0)\n".utf8)
            done.block.withSamples { samples in
                for index in 0..<samples.count { clean.append(samples[index]) }
            }
            measures.add(done, microseconds: now - before)
            before = cpuMicroseconds()
        }
        measures.finish(processor.pipeline.counters)
        self.table = table
        self.measures = measures
        let length = Self.length(microphone, at: format.rate)
        if settings.uplink == .raw { clean = try Self.converted(microphone, to: format.rate) }
        clean = Array(clean.prefix(length))
        output = WaveFile(rate: format.rate, samples: clean + Array(repeating: 0, count: length - clean.count))
    }

    /// As long as the microphone's recording.
    private static func length(_ recording: WaveFile, at rate: StreamRate) -> Int {
        (recording.samples.count * Int(rate.hertz) + Int(recording.rate.hertz) - 1) / Int(recording.rate.hertz)
    }

    private static func converted(_ recording: WaveFile, to rate: StreamRate) throws(Failure) -> [Int16] {
        guard rate != recording.rate else { return recording.samples }
        guard let resampler = StreamResampler(from: recording.rate, to: rate) else { throw .noMemory }
        return resampler.convert(recording.samples.span) + resampler.finish()
    }
}

/// Time and health of a run.
struct DspMeasures {
    private(set) var blocks = 0
    private var times: [Double] = []
    private var enhancement: Float = 0
    private var delay: Float?
    private var drift: Float = 0
    private var bargeIns = 0
    private var turns = 0
    private var counters = PipelineCounters()

    mutating func add(_ done: ProcessedBlock, microseconds: Double) {
        blocks += 1
        times.append(microseconds)
        enhancement = done.echoEnhancement
        delay = done.delayMilliseconds ?? delay
        drift = done.driftPartsPerMillion
        if case .confirmed = done.bargeIn { bargeIns += 1 }
        if case .started = done.speech { turns += 1 }
    }

    mutating func finish(_ counters: PipelineCounters) {
        self.counters = counters
        times.sort()
    }

    private var processorShare: Double { times.reduce(0, +) / Double(max(1, blocks)) / 10_000 }

    private func time(at share: Double) -> Double {
        times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }

    var wire: JSONValue {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let place: JSONValue = delay.map { number(Double($0)) } ?? .null
        return [
            "frame_ms": 10, "blocks": count(blocks), "frame_us_p50": number(time(at: 0.5)),
            "frame_us_p99": number(time(at: 0.99)), "rtf": number(processorShare),
            "max_rss_kb": count(usage.ru_maxrss), "erle_db": number(Double(enhancement)), "delay_ms": place,
            "drift_ppm": number(Double(drift)),
            "delay_jumps": count(counters.delayJumps), "speech_starts": count(turns), "barge_ins": count(bargeIns),
        ]
    }

    private func number(_ value: Double) -> JSONValue { .number(rounded(value)) }

    private func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    var summary: String {
        let seconds = Double(blocks) / 100
        let speed = processorShare > 0 ? Int(1 / processorShare) : 0
        let place = delay.map { "\(rounded(Double($0))) ms" } ?? "not found"
        return "\(seconds) s, \(speed) times real time; echo \(rounded(Double(enhancement))) dB lower, delay \(place); "
            + "speech began \(turns) times, \(bargeIns) interruptions"
    }
}

/// Four places behind the point are more than there is to know.
private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

private func rounded(_ value: Float) -> Double { rounded(Double(value)) }

/// Time this thread has worked; other load on the machine is not in it.
private func cpuMicroseconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1_000
}
