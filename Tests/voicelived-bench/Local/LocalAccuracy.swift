import Glibc
import LocalVoice
import SignalPath
import TestBench
import VoiceLiveProtocol

/// What the box understands of sentences that voices say, through its own ear: turn detection, noise, recogniser.
final class LocalAccuracy {
    enum Noise: String, CaseIterable {
        case none = "clean"
        case fan = "fan, 10 dB"
        case white = "white, 10 dB"
    }

    struct Outcome {
        var commands = 0
        var exact = 0
        var words = WordErrors()
        var others = 0
        /// None of it was a command, and something was heard.
        var accepted: [String] = []
        var missed: [String] = []
        var seconds = 0.0
        /// Of processor time.
        var worked = 0.0
    }

    /// Sound as the client sends it, and what became of it. The last turn's sound counts with the pauses inside it.
    private final class Hearing: Listener {
        let recogniser: SphinxRecogniser
        var heard: [Heard] = []

        init(_ grammar: Grammar, rejection: Double) throws {
            recogniser = try SphinxRecogniser(rejection: rejection)
            try recogniser.expect(grammar)
        }

        func expect(_ grammar: Grammar) {}
        func begin(turn: Int) { recogniser.begin() }
        func hear(_ samples: [Int16]) { recogniser.hear(samples) }
        func end(turn: Int) { heard.append(recogniser.finish()) }
        func drop() {}
    }

    private static let rate = 16_000
    private let hearing: Hearing

    /// - Parameter rejection: As in the configuration.
    init(rejection: Double) throws {
        let root = String(#filePath.split(separator: "/Tests/")[0])
        let library = try IntentLibrary(path: root + "/Config/local", language: "en-US")
        let tools = Set(library.intents.compactMap(\.tool)).map { Tool.function(FunctionTool(name: $0)) }
        let dialogue = try Dialogue(intents: DialogueTools.intents(of: library.intents, tools: tools))
        hearing = try Hearing(dialogue.grammar, rejection: rejection)
    }

    /// Who says what.
    typealias Casting = ([String]) -> [(text: String, voice: TestVoice)]

    func run(commands: [String], others: [String], casting: Casting, noise: Noise) throws -> Outcome {
        var outcome = Outcome()
        for (text, voice) in casting(commands) {
            let heard = try hear(text, voice, noise, &outcome)
            outcome.commands += 1
            outcome.words.add(said: text, heard: heard)
            if heard == text { outcome.exact += 1 } else { outcome.missed.append("\(text) → \(turns)") }
        }
        for (text, voice) in casting(others) {
            let heard = try hear(text, voice, noise, &outcome)
            outcome.others += 1
            if !heard.isEmpty { outcome.accepted.append("\(text) → \(heard)") }
        }
        return outcome
    }

    /// What became of each turn of the last sentence.
    private var turns: String {
        if hearing.heard.isEmpty { return "no speech found" }
        return hearing.heard.map { heard in
            switch heard {
            case .words(let recognition): recognition.text
            case .somethingElse: "(refused)"
            case .nothing: "(too short)"
            }
        }.joined(separator: " | ")
    }

    /// The words that were accepted.
    private func hear(_ text: String, _ voice: TestVoice, _ noise: Noise, _ outcome: inout Outcome) throws -> String {
        let samples = try sound(of: text, voice, noise)
        var settings = EarSettings()
        settings.sampleRate = Self.rate
        let ear = SessionEar(listener: hearing, settings: settings)
        hearing.heard = []
        let began = Self.processorSeconds()
        var edges: [SessionInput] = []
        for start in stride(from: 0, to: samples.count, by: 160) {
            let bytes = PCM16.bytes(Array(samples[start..<min(start + 160, samples.count)]).span)
            ear.obey(.take(bytes)) { edges.append($0) }
            for edge in edges {
                if case .speechStarted = edge { ear.obey(.beginTurn(1, backMilliseconds: 450)) { _ in } }
                if case .speechStopped = edge { ear.obey(.endTurn(1)) { _ in } }
            }
            edges = []
        }
        outcome.worked += Self.processorSeconds() - began
        outcome.seconds += Double(samples.count) / Double(Self.rate)
        return hearing.heard.compactMap { if case .words(let words) = $0 { words.text } else { nil } }
            .joined(separator: " | ")
    }

    /// Two seconds of the room, the sentence, and one more second of the room.
    private func sound(of text: String, _ voice: TestVoice, _ noise: Noise) throws -> [Int16] {
        let speech = try SpeechFixtures.speech(text, voice: voice, rate: Self.rate, decibels: -26)
        let count = speech.count + 3 * Self.rate
        let level = -26.0 - 10
        let seed = UInt64(text.utf8.count)
        let room =
            switch noise {
            case .none: TestBench.Noise.white(count: count, decibels: -72, seed: seed)
            case .fan: TestBench.Noise.fan(count: count, decibels: level, rate: Self.rate, seed: seed)
            case .white: TestBench.Noise.white(count: count, decibels: level, seed: seed)
            }
        return room.enumerated().map { index, sample in
            let place = index - 2 * Self.rate
            return speech.indices.contains(place) ? Int16(clamping: Int(sample) + Int(speech[place])) : sample
        }
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
