import CPocketSphinx

/// Grammar recognition by PocketSphinx with rejection: a second decoder hears any row of phones, and what the grammar
/// explains hardly better than that was something else.
///
/// Concurrency: belongs to one task at a time; PocketSphinx itself has no global state but its log.
@safe package final class SphinxRecogniser: Recogniser, @unchecked Sendable {
    // @unchecked: handed from task to task, never shared; see the port.

    /// Where Debian puts the acoustic model.
    package static let installedModel = "/usr/share/pocketsphinx/model/en-us"
    /// What the grammar may explain worse than any row of phones does, per 10 ms: it must keep to words. Measured with the
    /// sentences of Tests/Fixtures/spoken that are for tuning.
    private static let usual = -16.5

    /// The library's log is global to the process: once is enough, and twice at a time would be a race.
    private static let isQuiet: Bool = {
        vl_ps_be_quiet()
        return true
    }()
    private static let dictionaryName = "/cmudict-en-us.dict"
    private static let installedDictionary = PronouncingDictionary(path: installedModel + dictionaryName)

    private let needed: Double
    private let pronunciations: PronunciationList
    private let dictionary: PronouncingDictionary
    private let grammarDecoder: OpaquePointer
    private let phoneDecoder: OpaquePointer
    /// The mean of sound that the model begins with. The decoders go on from what they hear.
    private let firstMean: [Float]
    private var heardSamples = 0
    private var isListening = false
    private var hasGrammar = false
    /// The grammar, if it has a crowd. The crowd takes what is none of ours: no row of phones is needed then.
    private var spotting: Grammar?
    /// A word counts when the sound behind it, this many milliseconds, is none of it any more …
    private static let pauseBehind = 60
    /// … and it was as long as a word can be.
    private static let spottedLength = 120...1_200
    /// Words that the decoder has.
    private var learned: Set<String> = []

    package init(
        model: String = SphinxRecogniser.installedModel, rejection: Double = 0,
        pronunciations: PronunciationList = PronunciationList([:])
    ) throws(RecognitionError) {
        _ = Self.isQuiet
        needed = Self.usual + rejection
        dictionary =
            model == Self.installedModel
            ? Self.installedDictionary : PronouncingDictionary(path: model + Self.dictionaryName)
        self.pronunciations = pronunciations
        guard dictionary.isReadable, let grammar = unsafe vl_ps_grammar_decoder(model + "/en-us") else {
            throw .modelMissing(path: model)
        }
        guard let phones = unsafe vl_ps_phone_loop_decoder(model + "/en-us", model + "/en-us-phone.lm.bin") else {
            unsafe ps_free(grammar)
            throw .modelMissing(path: model)
        }
        unsafe grammarDecoder = grammar
        unsafe phoneDecoder = phones
        firstMean = unsafe Self.mean(of: grammar)
    }

    deinit {
        unsafe ps_free(grammarDecoder)
        unsafe ps_free(phoneDecoder)
    }

    package func expect(_ grammar: Grammar) throws(RecognitionError) {
        let unknown = learn(grammar.vocabulary)
        let text = grammar.jsgf(leavingOut: unknown)
        guard text.utf8.count <= Grammar.largestBytes else {
            throw .grammarTooLarge(bytes: text.utf8.count, limit: Grammar.largestBytes)
        }
        guard unsafe ps_set_jsgf_string(grammarDecoder, "dialogue", text) == 0,
            unsafe ps_set_search(grammarDecoder, "dialogue") == 0
        else { throw .grammarRefused(reason: "the recogniser cannot use this grammar") }
        hasGrammar = true
        spotting = grammar.crowd.isEmpty ? nil : grammar
    }

    package func begin() {
        guard hasGrammar, !isListening else { return }
        heardSamples = 0
        // Else word times count on from turn to turn.
        _ = unsafe ps_start_stream(grammarDecoder)
        isListening = unsafe ps_start_utt(grammarDecoder) == 0 && ps_start_utt(phoneDecoder) == 0
    }

    package func hear(_ samples: [Int16]) {
        guard isListening, !samples.isEmpty else { return }
        heardSamples += samples.count
        unsafe samples.withUnsafeBufferPointer { buffer in
            _ = unsafe ps_process_raw(grammarDecoder, buffer.baseAddress, buffer.count, 0, 0)
            if spotting == nil { _ = unsafe ps_process_raw(phoneDecoder, buffer.baseAddress, buffer.count, 0, 0) }
        }
    }

    package func glimpse() -> Recognition? {
        guard isListening, let found = spotted(), let last = found.last else { return nil }
        let heard = Int(unsafe ps_get_n_frames(grammarDecoder)) * 10
        guard heard - last.startMilliseconds - last.durationMilliseconds >= Self.pauseBehind else { return nil }
        return recognition(found)
    }

    /// A word of ours, if it is among those heard.
    private func spotted() -> [HeardWord]? {
        guard let found = spotting?.spotted(in: words()), let last = found.last,
            Self.spottedLength.contains(last.durationMilliseconds)
        else { return nil }
        return found
    }

    private func recognition(_ words: [HeardWord]) -> Recognition {
        Recognition(text: words.map(\.text).joined(separator: " "), words: words, confidence: nil)
    }

    package func finish() -> Heard {
        guard isListening else { return .nothing }
        isListening = false
        unsafe ps_end_utt(grammarDecoder)
        unsafe ps_end_utt(phoneDecoder)
        var grammarScore: Int32 = 0
        var phoneScore: Int32 = 0
        let frames = unsafe ps_get_n_frames(grammarDecoder)
        guard frames >= 15 else { return .nothing }
        if spotting != nil { return spotted().map { .words(recognition($0)) } ?? .somethingElse }
        guard let text = unsafe ps_get_hyp(grammarDecoder, &grammarScore), unsafe text.pointee != 0 else {
            return .somethingElse
        }
        let heard = unsafe String(cString: text)
        _ = unsafe ps_get_hyp(phoneDecoder, &phoneScore)
        let confidence = Double(grammarScore - phoneScore) / Double(frames) - needed
        guard confidence >= 0 else { return .somethingElse }
        return .words(Recognition(text: heard, words: words(), confidence: confidence))
    }

    /// What the grammar's decoder and the phones' take for the mean of sound now.
    var means: [[Float]] { unsafe [Self.mean(of: grammarDecoder), Self.mean(of: phoneDecoder)] }

    private static func mean(of decoder: OpaquePointer) -> [Float] {
        var mean = [Float](repeating: 0, count: Int(unsafe vl_ps_mean_length(decoder)))
        unsafe vl_ps_mean(decoder, &mean)
        return mean
    }

    package func startOver() {
        unsafe vl_ps_start_over(grammarDecoder, firstMean)
        unsafe vl_ps_start_over(phoneDecoder, firstMean)
    }

    /// Adds words: as the admin says them, as the dictionary does, or as letter-to-sound rules guess. Returns those nobody
    /// can pronounce.
    private func learn(_ vocabulary: [String]) -> Set<String> {
        let new = Set(vocabulary).subtracting(learned)
        guard !new.isEmpty else { return [] }
        let sounds = new.compactMap { pronunciations.sound(of: $0) }.flatMap { SpokenForm.words(of: $0) }
        let known = dictionary.pronunciations(of: new.union(sounds))
        var unknown: Set<String> = []
        for word in new {
            var ways = known[word] ?? []
            if let sound = pronunciations.sound(of: word) {
                let phones = SpokenForm.words(of: sound).compactMap { known[$0]?.first ?? Pronunciation.guess($0) }
                if !phones.isEmpty { ways.append(phones.joined(separator: " ")) }
            }
            if ways.isEmpty, let guess = Pronunciation.guess(word) { ways = [guess] }
            if add(word, ways) { learned.insert(word) } else { unknown.insert(word) }
        }
        return unknown
    }

    /// Whether it can be heard in at least one way. The search that is set next knows the words.
    private func add(_ word: String, _ ways: [String]) -> Bool {
        var count = 0
        for way in ways {
            let name = count == 0 ? word : "\(word)(\(count + 1))"
            if unsafe ps_add_word(grammarDecoder, name, way, 0) >= 0 { count += 1 }
        }
        return count > 0
    }

    private func words() -> [HeardWord] {
        var words: [HeardWord] = []
        var segment = unsafe ps_seg_iter(grammarDecoder)
        while let current = unsafe segment {
            var first: Int32 = 0
            var last: Int32 = 0
            unsafe ps_seg_frames(current, &first, &last)
            if let name = unsafe ps_seg_word(current), let word = unsafe spoken(String(cString: name)) {
                words.append(
                    HeardWord(
                        text: word, startMilliseconds: Int(first) * 10,
                        durationMilliseconds: Int(last - first + 1) * 10))
            }
            unsafe segment = ps_seg_next(current)
        }
        return words
    }

    /// Silences and fillers stand in angle brackets or parentheses; a second pronunciation is "word(2)".
    private func spoken(_ name: String) -> String? {
        guard let first = name.first, first != "<", first != "(", first != "[", first != "+" else { return nil }
        return String(name.prefix { $0 != "(" })
    }
}
