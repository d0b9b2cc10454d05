import ScriptedService
import TestBench

/// What the agent and the people of a trial say. The voices are none that the speech detector learnt from.
struct TrialSpeech {
    /// Speech at the loudspeaker, dB of full scale: its peaks are as loud as they can be.
    private static let full = -17.0
    private static let agents: [TestVoice] = [.receivedPronunciation, .british, .german]
    private static let people: [TestVoice] = [.alicia, .american, .scottish, .caribbean]
    private static let told = [
        "The museum opens at nine in the morning and closes at six in the evening, but on Thursdays you may stay until ten.",
        "If you go down this corridor and turn left behind the cloakroom, you will see the stairs to the second floor.",
        "Tickets are twelve euros for grown ups, and children under fourteen come in for free when somebody is with them.",
        "There is a small restaurant in the garden, where soup, bread and cake are served all day long.",
        "The next guided tour begins in twenty minutes at the fountain, and it takes about an hour and a half.",
        "Please leave large bags and umbrellas in one of the lockers, and keep the number that is printed on the key.",
        "This picture was painted in sixteen hundred and fifty four, and for a long time nobody knew who had made it.",
        "You can also listen to me on your own telephone: just scan the square code that is beside every door.",
    ]
    private static let asked = [
        "Excuse me, where are the toilets?", "Stop, that is enough.", "How much is it for students?",
        "Wait a moment, please.", "Can you say that again?", "No, I meant the other one.", "What time is it now?",
        "Thank you, that will do.",
    ]

    private var dice: SeededRandom

    init(seed: UInt64) {
        dice = SeededRandom(seed: seed)
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &dice) }

    /// Sentences with pauses between them, at least this long.
    mutating func answer(_ number: Int, seconds: Int) throws -> ScriptedAnswer {
        var samples: [Int16] = []
        let voice = Self.agents.randomElement(using: &dice) ?? .british
        while samples.count < seconds * 24_000 {
            let sentence = Self.told.randomElement(using: &dice) ?? Self.told[0]
            samples += try SpeechFixtures.speech(sentence, voice: voice, rate: 24_000, decibels: Self.full)
            samples += [Int16](repeating: 0, count: self.number(3_600..<16_800))
        }
        return ScriptedAnswer(number, samples: samples)
    }

    /// Something that is said to the box, at 48 kHz.
    mutating func interruption() throws -> [Int16] {
        let sentence = Self.asked.randomElement(using: &dice) ?? Self.asked[0]
        let voice = Self.people.randomElement(using: &dice) ?? .alicia
        return try SpeechFixtures.speech(sentence, voice: voice, rate: 48_000, decibels: -26)
    }

    mutating func cough() -> [Int16] { Throat.cough(seed: dice.next()) }

    mutating func hum() -> [Int16] { Throat.hum(seed: dice.next()) }
}
