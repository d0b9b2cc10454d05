package import ControlProtocol
package import SignalPath

/// What the signal path thought of a stretch of sound: how well the echo went, when somebody spoke.
package struct RunMeasures: Sendable, Equatable {
    /// A part in milliseconds from the start.
    package struct Stretch: Sendable, Equatable {
        package var start: Int
        package var end: Int
    }

    package private(set) var blocks = 0
    package private(set) var speech: [Stretch] = []
    /// Blocks in which the loudspeaker was heard.
    package private(set) var farBlocks = 0
    /// Milliseconds at which an interruption was certain.
    package private(set) var bargeIns: [Int] = []
    package private(set) var withdrawn = 0
    package private(set) var enhancement: Float = 0
    package private(set) var delay: Float?
    package private(set) var drift: Float = 0
    /// Time of the thread for each block, in microseconds; empty where nobody measured.
    package private(set) var times: [Float] = []

    private static let most = 4_096

    package init() {}

    package mutating func add(_ done: ProcessedBlock, microseconds: Double? = nil) {
        let now = blocks * 10
        blocks += 1
        if let microseconds { times.append(Float(microseconds)) }
        if done.isFarEndActive { farBlocks += 1 }
        if done.isSpeech {
            if let last = speech.last, last.end == now {
                speech[speech.count - 1].end = now + 10
            } else if speech.count < Self.most {
                speech.append(Stretch(start: now, end: now + 10))
            }
        }
        enhancement = done.echoEnhancement
        delay = done.delayMilliseconds ?? delay
        drift = done.driftPartsPerMillion
        switch done.bargeIn {
        case .confirmed: if bargeIns.count < Self.most { bargeIns.append(now) }
        case .withdrawn: withdrawn += 1
        case .suspected, nil: break
        }
    }

    /// Share of one processor's time; nil where nobody measured.
    package var processorShare: Double? {
        times.isEmpty ? nil : times.reduce(0.0) { $0 + Double($1) } / Double(times.count) / 10_000
    }

    package func time(at share: Double) -> Double {
        guard !times.isEmpty else { return 0 }
        return Double(times.sorted()[min(times.count - 1, Int(Double(times.count) * share))])
    }

    package var milliseconds: Int { blocks * 10 }
    package var farMinutes: Double { Double(farBlocks) / 6_000 }
}

extension RunMeasures {
    package var wire: JSONValue {
        var object = JSONObject()
        object["blocks"] = count(blocks)
        object["far_blocks"] = count(farBlocks)
        object["erle_db"] = .number(rounded(Double(enhancement)))
        object["delay_ms"] = delay.map { .number(rounded(Double($0))) }
        object["drift_ppm"] = .number(rounded(Double(drift)))
        object["speech"] = .array(speech.map(\.wire))
        object["barge_ins"] = .array(bargeIns.map(count))
        object["withdrawn"] = count(withdrawn)
        object["rtf"] = processorShare.map { .number(rounded($0)) }
        return .object(object)
    }

    package init(wire: JSONValue) {
        blocks = Int(wire["blocks"]?.wholeNumber ?? 0)
        farBlocks = Int(wire["far_blocks"]?.wholeNumber ?? 0)
        enhancement = Float(wire["erle_db"]?.double ?? 0)
        delay = wire["delay_ms"]?.double.map { Float($0) }
        drift = Float(wire["drift_ppm"]?.double ?? 0)
        speech = (wire["speech"]?.array ?? []).compactMap(Stretch.init(wire:))
        bargeIns = (wire["barge_ins"]?.array ?? []).compactMap { $0.wholeNumber.map { Int($0) } }
        withdrawn = Int(wire["withdrawn"]?.wholeNumber ?? 0)
        times = wire["rtf"]?.double.map { [Float($0 * 10_000)] } ?? []
    }

    private func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}

extension RunMeasures.Stretch {
    /// `[start, end]`.
    var wire: JSONValue { .array([.integer(Int64(start)), .integer(Int64(end))]) }

    init?(wire: JSONValue) {
        guard let start = wire.array?.first?.wholeNumber, let end = wire.array?.last?.wholeNumber else { return nil }
        self.init(start: Int(start), end: Int(end))
    }
}

/// Four places behind the point are more than there is to know.
package func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
