/// Hears what a person said in one stretch of speech.
///
/// One task at a time uses a recogniser: `begin`, any number of `hear`, then `finish`. The work is done as sound comes in,
/// so that `finish` answers at once.
package protocol Recogniser: AnyObject, Sendable {
    /// What may be said from now on. Takes effect with the next `begin`.
    func expect(_ grammar: Grammar) throws(RecognitionError)

    func begin()

    /// 16-bit mono at 16 kHz.
    func hear(_ samples: [Int16])

    /// What was surely said already, in the middle of it: with grammars that have a crowd only.
    func glimpse() -> Recognition?

    /// What was said, or that it was nothing expected.
    func finish() -> Heard

    /// Somebody else speaks from now on, in another room: what was learned of voice and microphone counts no more.
    func startOver()
}

extension Recogniser {
    package func glimpse() -> Recognition? { nil }
    package func startOver() {}
}

/// What a recogniser made of one stretch of speech.
package enum Heard: Sendable, Equatable {
    case words(Recognition)
    /// Speech, but none of what the grammar allows.
    case somethingElse
    /// Too short or too quiet to be speech at all.
    case nothing
}

package struct Recognition: Sendable, Equatable {
    /// In lower case, one space between words.
    package var text: String
    package var words: [HeardWord]
    /// How much better the grammar explains the sound than it must, per 10 ms. Zero and above by definition; the more the
    /// surer. `nil` from engines that do not say.
    package var confidence: Double?

    package init(text: String, words: [HeardWord], confidence: Double?) {
        self.text = text
        self.words = words
        self.confidence = confidence
    }
}

package struct HeardWord: Sendable, Equatable {
    package var text: String
    /// From the first sample given to `hear`.
    package var startMilliseconds: Int
    package var durationMilliseconds: Int

    package init(text: String, startMilliseconds: Int, durationMilliseconds: Int) {
        self.text = text
        self.startMilliseconds = startMilliseconds
        self.durationMilliseconds = durationMilliseconds
    }
}

package enum RecognitionError: Error, Equatable {
    /// The acoustic model is not installed where it was looked for.
    case modelMissing(path: String)
    case grammarRefused(reason: String)
    /// The grammar is larger than a kiosk can search in time.
    case grammarTooLarge(bytes: Int, limit: Int)
    /// It was given sound and did nothing any more.
    case noAnswer(within: Duration)
}
