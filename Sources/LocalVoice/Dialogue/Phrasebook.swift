/// What a dialogue says by itself, in one language.
package struct Phrasebook: Sendable, Equatable {
    package var greeting = "Hello."
    package var notUnderstood = "Sorry, I did not understand that."
    package var askAgain = "Sorry, which one?"
    package var toolFailed = "Sorry, that did not work."
    /// Said when an answer cannot be finished.
    package var brokenOff = "Sorry, I lost the thread."
    package var nothingToRepeat = "I have not said anything yet."
    package var noHelp = "I have nothing to offer yet."
    package var done = "Done."
    /// `{examples}` is filled in.
    package var help = "You can say: {examples}."
    package var or = "or"
    /// `{slot}` is filled in.
    package var question = "Which {slot}?"

    package init() {}

    func youCanSay(_ examples: [String]) -> String {
        let last = examples.count > 1 ? ", \(or) " + examples[examples.count - 1] : ""
        let first = examples.count > 1 ? examples.dropLast() : examples[...]
        return help.replacing("{examples}", with: first.joined(separator: ", ") + last)
    }

    func ask(for slot: String) -> String {
        question.replacing("{slot}", with: slot.replacing("_", with: " "))
    }
}
