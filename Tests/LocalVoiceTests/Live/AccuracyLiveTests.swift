import SignalPath
import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// How many commands are understood, and how much that is none is taken for one, through detector and recogniser.
@Suite(.serialized, .timeLimit(.minutes(5))) struct AccuracyLiveTests {
    static let commands = [
        "set the temperature to sixty eight degrees", "make it seventy two degrees", "turn the lights off",
        "switch on the reading light", "open the driver window", "close all the windows", "take me to the airport",
        "navigate to the nearest charging station", "play some jazz music", "how far can i drive",
        "set the volume to forty percent", "where is the restroom", "when is the next train to the airport",
        "i would like three tickets please", "what time is it", "what day is it today", "what can you do",
    ]
    static let others = [
        "my grandmother used to bake wonderful apple pies", "the quick brown fox jumps over the lazy dog",
        "did you see the game last night", "i think we should call your brother", "pass me the water bottle",
        "it has been raining all week long", "he said that the meeting was moved", "that dress looks great on you",
        "we forgot to feed the cat this morning", "the children are asleep in the back",
        "her new book comes out in spring", "they painted the whole house yellow",
        "some people never learn from it", "coffee tastes better in the morning", "my phone is almost empty again",
    ]

    struct Trial {
        var text: String
        var parts: [Heard]
        /// All that was accepted.
        var heard: String {
            parts.compactMap { if case .words(let words) = $0 { words.text } else { nil } }.joined(separator: " | ")
        }
    }

    private final class Direct: Listener {
        let recogniser: SphinxRecogniser
        var parts: [Heard] = []
        init(_ grammar: Grammar) throws {
            recogniser = try SphinxRecogniser()
            try recogniser.expect(grammar)
        }
        func expect(_ grammar: Grammar) {}
        func begin(turn: Int) { recogniser.begin() }
        func hear(_ samples: [Int16]) { recogniser.hear(samples) }
        func end(turn: Int) { parts.append(recogniser.finish()) }
        func drop() {}
    }

    private static func trial(
        _ text: String, _ voice: FliteVoice, noise: Int16, _ listener: Direct
    ) async throws -> Trial {
        var manner = SpeechManner()
        manner.voice = voice
        var samples = [Int16](repeating: 0, count: 8_000)
        for try await chunk in FliteSpeech().speak(text, as: manner) { samples += chunk.samples }
        samples += [Int16](repeating: 0, count: 8_000)
        var seed: UInt32 = 3
        for index in samples.indices where noise > 0 {
            seed = seed &* 1_664_525 &+ 1_013_904_223
            let hiss = Int(seed >> 16) % (2 * Int(noise)) - Int(noise)
            samples[index] = Int16(clamping: Int(samples[index]) + hiss)
        }
        var settings = EarSettings()
        settings.sampleRate = 16_000
        let ear = SessionEar(listener: listener, settings: settings)
        listener.parts = []
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
        return Trial(text: text, parts: listener.parts)
    }

    @Test func commandsAreUnderstoodAndOtherSpeechIsNot() async throws {
        let library = try IntentLibrary(path: TestServer.root + "/Config/local", language: "en-US")
        let tools = Set(library.intents.compactMap(\.tool)).map { Tool.function(FunctionTool(name: $0)) }
        let intents = DialogueTools.intents(of: library.intents, tools: tools)
        let listener = try Direct(Dialogue(intents: intents).grammar)
        var missed: [String] = []
        var accepted: [String] = []
        // Each sentence by one of the voices in turn.
        for (index, text) in (Self.commands + Self.others).enumerated() {
            let voice = FliteVoice.allCases[index % FliteVoice.allCases.count]
            let trial = try await Self.trial(text, voice, noise: 20, listener)
            if index < Self.commands.count {
                if trial.heard != text { missed.append("\(voice): \(text) → \(trial.heard)") }
            } else if !trial.heard.isEmpty {
                accepted.append("\(voice): \(text) → \(trial.heard)")
            }
        }
        #expect(missed.count <= 3, "\(missed)")
        #expect(accepted.count <= 3, "\(accepted)")
    }
}
