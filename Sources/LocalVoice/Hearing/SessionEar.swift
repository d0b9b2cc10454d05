import SignalPath
import Sound

/// Where the sound of a turn goes. Called in order; answers come through the session's inputs.
package protocol Listener: AnyObject {
    func expect(_ grammar: Grammar)
    /// 16 kHz.
    func begin()
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
    private var past: [[Int16]] = []
    private var isInTurn = false
    private static let mostPast = 200

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
        case .beginTurn(_, let back): begin(backMilliseconds: back)
        case .endTurn(let turn):
            isInTurn = false
            listener.end(turn: turn)
        case .dropTurn:
            isInTurn = false
            listener.drop()
        }
    }

    private func take(_ block: [Int16], _ edge: (SessionInput) -> Void) {
        let found = detector.hear(block.span)
        past.append(block)
        if past.count > Self.mostPast { past.removeFirst(Self.mostPast / 4) }
        if isInTurn { listener.hear(block) }
        guard settings.detection != nil, let found else { return }
        switch found {
        case .started(let start, _): edge(.speechStarted(milliseconds: milliseconds(start)))
        case .ended(let end): edge(.speechStopped(milliseconds: max(0, milliseconds(end) - Self.detectorTail)))
        }
    }

    private func milliseconds(_ time: SampleTime) -> Int {
        Self.rate.milliseconds(samples: Int(time.samples))
    }

    private func begin(backMilliseconds: Int) {
        guard !isInTurn else { return }
        isInTurn = true
        listener.begin()
        for block in past.suffix(backMilliseconds / 10) { listener.hear(block) }
    }

    private func use(_ new: EarSettings) {
        if new.format != settings.format || new.sampleRate != settings.sampleRate {
            decoder = SoundDecoder(format: new.format, sampleRate: new.sampleRate)
        }
        settings = new
        detector.settings = Self.gate(new)
    }

    private static func gate(_ settings: EarSettings) -> SpeechGateSettings {
        var gate = SpeechGateSettings()
        guard let detection = settings.detection else { return gate }
        gate.startThreshold = Float(min(0.95, max(0.15, detection.threshold + 0.05)))
        gate.continueThreshold = gate.startThreshold - 0.05
        gate.hangoverMilliseconds = Int32(max(60, min(10_000, detection.silenceMilliseconds) - detectorTail))
        return gate
    }
}
