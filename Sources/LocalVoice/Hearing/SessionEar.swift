import SignalPath
import Sound

/// Where the sound of a turn goes. Called in order; answers come through the session's inputs.
package protocol Listener: AnyObject {
    func expect(_ grammar: Grammar)
    /// 16 kHz.
    func begin(turn: Int)
    func hear(_ samples: [Int16])
    func end(turn: Int)
    func drop()
}

/// A session's ear: decodes, finds where speech begins and ends, and hands each turn's sound to a listener.
///
/// Belongs to one task.
package final class SessionEar {
    /// The detector's probability stays up this long behind the last syllable: measured with four voices.
    private static let detectorTail = 90
    private let listener: any Listener
    private var settings: EarSettings
    private var decoder: SoundDecoder?
    private var detector: SpeechListener
    /// The newest sound, for the syllable before the detector noticed.
    private var past: [Block] = []
    private let noise = RoomNoise(rate: SessionEar.rate, decibels: -10)
    private var isNoisy = false
    private var roomIsLoud = false
    private var isInTurn = false
    private static let mostPast = 200
    /// Speech whose loudest block is less than 30 dB above the noise is cleaned: cleaning takes a little of the speech
    /// too, which costs more than it gains in a quiet room.
    private static let quietRoom: Float = 1_000

    /// Power of a room that is not quiet: -58 dB below full scale.
    private static let loudRoom: Float = 1_700
    /// In noise the weak syllables drown, and a pause of the detector's is not the person's.
    private static let pauseInNoise: Int32 = 350

    private struct Block {
        var heard: [Int16]
        /// With less noise, and 10 ms late.
        var cleaned: [Int16]
        var aboveNoise: Float
    }

    package init(listener: any Listener, settings: EarSettings = EarSettings()) {
        self.listener = listener
        self.settings = settings
        decoder = SoundDecoder(format: settings.format, sampleRate: settings.sampleRate)
        detector = SpeechListener(rate: Self.rate, settings: Self.gate(settings))
    }

    /// 16 kHz is within what a stream rate may be.
    private static let rate = StreamRate(hertz: SoundDecoder.rate) ?? .lowest

    /// Obeys. Sound is answered with the edges found in it, each told before the sound behind it is heard.
    package func obey(_ order: HearingOrder, edge: (SessionInput) -> Void) {
        switch order {
        case .take(let bytes): for block in decoder?.blocks(of: bytes) ?? [] { take(block, edge) }
        case .use(let settings): use(settings)
        case .expect(let grammar): listener.expect(grammar)
        case .beginTurn(let turn, let back): begin(turn, backMilliseconds: back)
        case .endTurn(let turn):
            isInTurn = false
            listener.end(turn: turn)
        case .dropTurn:
            isInTurn = false
            listener.drop()
        }
    }

    private func take(_ block: [Int16], _ edge: (SessionInput) -> Void) {
        var cleaned = block
        var span = cleaned.mutableSpan
        let aboveNoise = noise?.suppress(&span) ?? .infinity
        past.append(Block(heard: block, cleaned: cleaned, aboveNoise: aboveNoise))
        if past.count > Self.mostPast { past.removeFirst(Self.mostPast / 4) }
        let isLoud = (noise?.floor ?? 0) > Self.loudRoom
        if isLoud != roomIsLoud {
            roomIsLoud = isLoud
            detector.settings = Self.gate(settings, inNoise: isLoud)
        }
        let found = isLoud ? detector.hear(cleaned.span) : detector.hear(block.span)
        if isInTurn { listener.hear(isNoisy ? cleaned : block) }
        guard settings.detection != nil, let found else { return }
        switch found {
        case .started(let start, _): edge(.speechStarted(milliseconds: milliseconds(start)))
        case .ended(let end): edge(.speechStopped(milliseconds: max(0, milliseconds(end) - Self.detectorTail)))
        }
    }

    private func milliseconds(_ time: SampleTime) -> Int {
        Self.rate.milliseconds(samples: Int(time.samples))
    }

    private func begin(_ turn: Int, backMilliseconds: Int) {
        guard !isInTurn else { return }
        isInTurn = true
        let before = past.suffix(backMilliseconds / 10)
        isNoisy = roomIsLoud || (before.map(\.aboveNoise).max() ?? .infinity) < Self.quietRoom
        listener.begin(turn: turn)
        for block in before { listener.hear(isNoisy ? block.cleaned : block.heard) }
    }

    private func use(_ new: EarSettings) {
        if new.format != settings.format || new.sampleRate != settings.sampleRate {
            decoder = SoundDecoder(format: new.format, sampleRate: new.sampleRate)
        }
        settings = new
        detector.settings = Self.gate(new, inNoise: roomIsLoud)
    }

    private static func gate(_ settings: EarSettings, inNoise: Bool = false) -> SpeechGateSettings {
        var gate = SpeechGateSettings()
        guard let detection = settings.detection else { return gate }
        gate.startThreshold = Float(min(0.95, max(0.15, detection.threshold + 0.05)))
        gate.continueThreshold = gate.startThreshold - 0.05
        // Its detector hears loudness against noise: that is never sure.
        gate.certainMilliseconds = 0
        let pause = Int32(max(60, min(10_000, detection.silenceMilliseconds) - detectorTail))
        gate.hangoverMilliseconds = inNoise ? max(pause, pauseInNoise) : pause
        return gate
    }
}
