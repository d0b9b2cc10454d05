import LocalVoice
import Testing

@Suite struct NumberWordsTests {
    @Test(arguments: [0, 7, 13, 20, 42, 99, 100, 101, 468, 999, 1_000, 12_345, 999_999, -5])
    func numbersComeBackFromTheirWords(number: Int) throws {
        let words = try #require(NumberWords.words(for: number))
        #expect(NumberWords.number(from: words) == number)
    }

    @Test func everyNumberBelowTwoThousandComesBack() {
        for number in 0..<2_000 {
            #expect(NumberWords.number(from: NumberWords.words(for: number) ?? []) == number)
        }
    }

    @Test func peopleSayAndAndA() {
        #expect(NumberWords.number(from: ["a", "hundred", "and", "five"]) == 105)
        #expect(NumberWords.number(from: ["minus", "ten"]) == -10)
    }

    @Test(arguments: [[], ["one", "two"], ["sixty", "eighteen"], ["hundred"], ["banana"], ["twenty", "thirty"]])
    func otherWordsAreNoNumber(words: [String]) {
        #expect(NumberWords.number(from: words) == nil)
    }

    @Test func textIsHeardInWords() {
        #expect(
            SpokenForm.words(of: "Set it to 68°, please!") == [
                "set", "it", "to", "sixty", "eight", "degrees", "please",
            ])
        #expect(SpokenForm.words(of: "don't") == ["don't"])
    }
}
