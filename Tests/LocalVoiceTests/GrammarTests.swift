import LocalVoice
import Testing

@Suite struct GrammarTests {
    private let lights = Grammar(
        entries: [
            .sequence([.words("turn the lights"), .choice([.words("on"), .words("off")]), .optional(.words("please"))]),
            .rule("help"),
        ],
        rules: ["help": .words("what can I say")])

    @Test func aTreeBecomesAGrammarText() {
        #expect(
            lights.jsgf() == """
                #JSGF V1.0;
                grammar dialogue;
                public <utterance> = turn the lights ( on | off ) [ please ] | <help>;
                <help> = what can i say;

                """)
    }

    @Test func unpronounceableWordsTakeTheirPhraseWithThem() {
        #expect(lights.jsgf(leavingOut: ["off", "please"]).contains("turn the lights ( on ) <NULL>"))
        #expect(!lights.jsgf(leavingOut: ["lights"]).contains("turn"))
    }

    @Test func theVocabularyIsEveryWordOnce() {
        #expect(lights.vocabulary == ["can", "i", "lights", "off", "on", "please", "say", "the", "turn", "what"])
    }

    @Test func anEmptyGrammarAllowsNothing() {
        #expect(Grammar(entries: []).jsgf().contains("<VOID>"))
    }
}
