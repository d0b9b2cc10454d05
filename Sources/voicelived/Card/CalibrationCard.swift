import ControlProtocol
import SignalPath

// This file imports no `Configuration`, which has a type of that name too.

/// A check of the control socket's.
typealias DoctorCheck = CheckReport

/// What a measured card means: each check passes or says what to do.
enum CalibrationCard {
    static func checks(_ measures: CardMeasures) -> [CheckReport] {
        [heard(measures), delay(measures), drift(measures), loss(measures), noise(measures), clipping(measures)]
            .compactMap { $0 }
    }

    private static func heard(_ measures: CardMeasures) -> CheckReport {
        let id = "test.heard"
        if measures.played == 0 {
            return .init(
                id: id, status: .fail, text: "the loudspeaker took no sound",
                fix: "check the sound server and audio.sink")
        }
        guard measures.heard * 5 >= measures.played * 4 else {
            return .init(
                id: id, status: measures.heard == 0 ? .warn : .fail,
                text: "the microphone heard \(measures.heard) of \(measures.played) chirps",
                fix: "with headphones all is well; else check volume, mute and audio.source")
        }
        return .init(id: id, status: .ok, text: "heard \(measures.heard) of \(measures.played) chirps")
    }

    private static func delay(_ measures: CardMeasures) -> CheckReport? {
        measures.delayMilliseconds.map { delay in
            let text = "the echo comes \(Int(delay.rounded())) ms after the sound was given away"
            guard delay > 450 else { return .init(id: "test.delay", status: .ok, text: text) }
            return .init(
                id: "test.delay", status: .fail, text: text,
                fix: "more than the echo canceller searches: lower audio.latency_ms, or use another device")
        }
    }

    private static func drift(_ measures: CardMeasures) -> CheckReport? {
        measures.driftPartsPerMillion.map { drift in
            let text = "the clocks run apart by \(Int(drift.rounded())) ppm"
            guard abs(drift) > 300 else { return .init(id: "test.drift", status: .ok, text: text) }
            return .init(
                id: "test.drift", status: .fail, text: text,
                fix: "more than drift correction follows: use microphone and loudspeaker of one device")
        }
    }

    private static func loss(_ measures: CardMeasures) -> CheckReport? {
        measures.echoLossDecibels.map { loss in
            let text = "the echo is \(Int(loss.rounded())) dB quieter than what is played"
            guard loss < -6 else { return .init(id: "test.loss", status: .ok, text: text) }
            return .init(
                id: "test.loss", status: .warn, text: text,
                fix: "lower the microphone's gain or the volume, or move them apart")
        }
    }

    private static func noise(_ measures: CardMeasures) -> CheckReport? {
        measures.noiseDecibels.map { noise in
            let text = "the room's noise is \(Int(noise.rounded())) dB below full scale".replacingMinus
            if noise > -35 {
                return .init(
                    id: "test.noise", status: .fail, text: text,
                    fix: "a voice drowns in that: move the microphone closer to people, or away from fans")
            }
            return noise > -50
                ? .init(
                    id: "test.noise", status: .warn, text: text, fix: "raise dsp.ns.suppress_db, or move the microphone"
                )
                : .init(id: "test.noise", status: .ok, text: text)
        }
    }

    private static func clipping(_ measures: CardMeasures) -> CheckReport {
        let share = measures.clippedShare
        guard share > 0.000_1 else { return .init(id: "test.clipping", status: .ok, text: "nothing clips") }
        return .init(
            id: "test.clipping", status: .fail, text: "\((share * 1_000).rounded() / 10) % of the samples clip",
            fix: "lower the microphone's gain, or the volume")
    }
}

extension String {
    /// "-62 dB below" says it twice.
    fileprivate var replacingMinus: String { String(filter { $0 != "-" }) }
}
