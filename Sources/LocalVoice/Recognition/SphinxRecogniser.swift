import CPocketSphinx

/// Grammar recognition by PocketSphinx with rejection: a second decoder hears any row of phones, and what the grammar
/// explains hardly better than that was something else.
///
/// Concurrency: belongs to one task at a time; PocketSphinx itself has no global state but its log.
@safe package final class SphinxRecogniser: Recogniser, @unchecked Sendable {
    // @unchecked: handed from task to task, never shared; see the port.

    /// Where Debian puts the acoustic model.
    package static let installedModel = "/usr/share/pocketsphinx/model/en-us"
    /// In-grammar speech scores about 3 and more, anything else about 0 and less.
    package static let usualThreshold = 1.5

    private let threshold: Double
    private let pronunciations: PronunciationList
    private let grammarDecoder: OpaquePointer
    private let phoneDecoder: OpaquePointer
    private var heardSamples = 0
    private var isListening = false
    private var hasGrammar = false
    /// Words that have the admin's pronunciation already.
    private var added: Set<String> = []

    package init(
        model: String = SphinxRecogniser.installedModel, threshold: Double = SphinxRecogniser.usualThreshold,
        pronunciations: PronunciationList = PronunciationList([:])
    ) throws(RecognitionError) {
        vl_ps_be_quiet()
        self.threshold = threshold
        self.pronunciations = pronunciations
        guard let grammar = unsafe vl_ps_grammar_decoder(model + "/en-us", model + "/cmudict-en-us.dict") else {
            throw .modelMissing(path: model)
        }
        guard let phones = unsafe vl_ps_phone_loop_decoder(model + "/en-us", model + "/en-us-phone.lm.bin") else {
            unsafe ps_free(grammar)
            throw .modelMissing(path: model)
        }
        unsafe grammarDecoder = grammar
        unsafe phoneDecoder = phones
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
            _ = unsafe ps_process_raw(phoneDecoder, buffer.baseAddress, buffer.count, 0, 0)
        }
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
        guard let text = unsafe ps_get_hyp(grammarDecoder, &grammarScore), unsafe text.pointee != 0 else {
            return .somethingElse
        }
        let heard = unsafe String(cString: text)
        _ = unsafe ps_get_hyp(phoneDecoder, &phoneScore)
        let confidence = Double(grammarScore - phoneScore) / Double(frames)
        guard confidence >= threshold else { return .somethingElse }
        return .words(Recognition(text: heard, words: words(), confidence: confidence))
    }

    /// Adds words that the dictionary lacks, as letter-to-sound rules say them. Returns those nobody can pronounce.
    private func learn(_ vocabulary: [String]) -> Set<String> {
        var unknown: Set<String> = []
        for word in vocabulary {
            if let sound = pronunciations.sound(of: word) {
                add(word, sound)
            } else if let known = unsafe ps_lookup_word(grammarDecoder, word) {
                unsafe ckd_free(known)
            } else if let phones = Pronunciation.guess(word),
                unsafe ps_add_word(grammarDecoder, word, phones, 1) >= 0
            {
                continue
            } else {
                unknown.insert(word)
            }
        }
        return unknown
    }

    /// The admin's way to say a word beside the dictionary's.
    private func add(_ word: String, _ sound: String) {
        let phones = sound.split(separator: " ").compactMap { phonesOf(String($0)) }.joined(separator: " ")
        guard !phones.isEmpty, !added.contains(word) else { return }
        added.insert(word)
        if let known = unsafe ps_lookup_word(grammarDecoder, word) {
            unsafe ckd_free(known)
            _ = unsafe ps_add_word(grammarDecoder, word + "(99)", phones, 1)
        } else {
            _ = unsafe ps_add_word(grammarDecoder, word, phones, 1)
        }
    }

    private func phonesOf(_ word: String) -> String? {
        guard let known = unsafe ps_lookup_word(grammarDecoder, word.lowercased()) else {
            return Pronunciation.guess(word)
        }
        defer { unsafe ckd_free(known) }
        return unsafe String(cString: known)
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
