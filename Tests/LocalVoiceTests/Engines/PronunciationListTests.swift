import Testing

@testable import LocalVoice

@Suite struct PronunciationListTests {
    private let list = PronunciationList(["kWh": "kilowatt hours", "St. Ives": "Saint Ives", "nginx": "engine ex"])

    @Test(arguments: [
        ("You used 5 kWh.", "You used 5 kilowatt hours."), ("(KWH) and nginx!", "(kilowatt hours) and engine ex!"),
        ("Go to St. Ives, please", "Go to Saint Ives, please"), ("kWhs stay", "kWhs stay"), ("", ""),
    ])
    func wholeWordsAreReplaced(text: String, said: String) {
        #expect(list.apply(to: text) == said)
    }

    @Test func anEmptyListChangesNothing() {
        #expect(PronunciationList([:]).apply(to: "a  b") == "a  b")
    }
}
