import CFlite

/// Carries what flite makes of one text to its consumer. Used on the speech queue only.
final class FliteDelivery: @unchecked Sendable {
    // @unchecked: made on one task, then touched by the serial speech queue alone.
    private let volume: Double
    private let sampleRate: Int
    private let deliver: (SpeechChunk) -> Bool
    private(set) var isWanted = true
    /// Samples delivered before this sentence.
    private var sentenceStart = 0
    private var delivered = 0
    private var wordsAreTold = false

    init(volume: Double, sampleRate: Int, deliver: @escaping (SpeechChunk) -> Bool) {
        self.volume = min(1, max(0, volume))
        self.sampleRate = sampleRate
        self.deliver = deliver
    }

    func beginSentence() {
        sentenceStart = delivered
        wordsAreTold = false
    }

    /// Takes `count` samples of flite's growing wave. Returns whether the rest is wanted.
    @unsafe func take(
        wave: cst_wave, from start: Int, count: Int, utterance: UnsafePointer<cst_utterance>?
    ) -> Bool {
        guard isWanted, count > 0, let source = unsafe wave.samples else { return isWanted }
        let gain = volume
        let samples = unsafe UnsafeBufferPointer(start: source + start, count: count).map { sample in
            gain == 1 ? sample : Int16(Double(sample) * gain)
        }
        delivered += count
        isWanted = deliver(SpeechChunk(samples: samples, words: unsafe newWords(of: utterance)))
        return isWanted
    }

    /// All words of the sentence, told with its first piece: flite plans the whole sentence before it makes sound.
    @unsafe private func newWords(of utterance: UnsafePointer<cst_utterance>?) -> [SpokenWord] {
        guard !wordsAreTold, let utterance = unsafe utterance else { return [] }
        wordsAreTold = true
        var words: [SpokenWord] = []
        let offset = sentenceStart * 1_000 / sampleRate
        var token = unsafe relation_head(utt_relation(utterance, "Token"))
        while let current = unsafe token {
            if let word = unsafe spoken(current, offset: offset) { words.append(word) }
            unsafe token = item_next(current)
        }
        return words
    }

    @unsafe private func spoken(_ token: UnsafeMutablePointer<cst_item>, offset: Int) -> SpokenWord? {
        guard let name = unsafe item_feat_string(token, "name"), unsafe item_daughter(token) != nil else { return nil }
        let start = unsafe flite_ffeature_float(
            token, "daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end")
        let end = unsafe flite_ffeature_float(token, "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end")
        let punctuation = unsafe flite_ffeature_string(token, "punc").map { unsafe String(cString: $0) } ?? ""
        let from = Int(start * 1_000)
        return SpokenWord(
            text: unsafe String(cString: name) + (punctuation == "0" ? "" : punctuation),
            startMilliseconds: offset + from, durationMilliseconds: max(0, Int(end * 1_000) - from))
    }
}
