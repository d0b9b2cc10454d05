import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct IntentFileTests {
    private func read(_ text: String) throws -> IntentFile { try IntentFile(Array(text.utf8), file: "x.toml") }

    @Test func anIntentIsReadWhole() throws {
        let file = try read(
            """
            language = "en-GB"
            [words]
            done = "Right."
            [intent.heat]
            say = ["make it {value} [degrees] [{unit}]"]
            tool = "set_heat"
            reply = "{value} it is."
            slot.value = { number = [5, 30], ask = "How warm?" }
            slot.unit = { choice = { celsius = ["celsius", "centigrade"] }, default = "celsius" }
            """)
        #expect(file.language == "en-GB" && file.words == ["done": "Right."])
        let intent = try #require(file.intents.first)
        #expect(intent.tool == "set_heat" && intent.replies == ["{value} it is."])
        #expect(intent.slots[0].kind == .number(5...30) && intent.slots[0].question == "How warm?")
        #expect(intent.slots[1].standard == .text("celsius"))
    }

    @Test(arguments: [
        ("[intent.x]\nsay = [\"a {b}\"]", 2, "no slot \"b\""),
        ("[intent.x]\nsay = [\"a\", \"(b\"]", 2, "not closed"),
        ("[intent.x]\nreply = \"hi\"", 1, "needs say"), ("[intent.x]\nsays = \"hi\"", 2, "unknown key \"says\""),
        ("[intent.x]\nsay = 5", 2, "a list of texts"), ("[words]\nhi = \"x\"", 2, "unknown key \"hi\""),
        ("[intent.x]\nsay = \"a\"\nslot.n = { number = [9, 1] }", 3, "[low, high]"),
        ("[intent.x]\nsay = \"a\"\nslot.n = { number = [1, 9], default = 10 }", 3, "none of the slot's values"),
        ("[intent.x]\nsay = \"a\"\nslot.n = { list = \"mine\" }", 3, "list = \"tool\""),
        ("[intent.x]\nsay = \"a {n}\"\nslot.n = { list = \"tool\" }", 1, "there is no tool"),
        ("[intent.x]\nsay = \"a\"\nmeaning = \"dance\"", 3, "unknown meaning"), ("language = ", 1, ""),
    ])
    func whatIsWrongIsSaidWithItsPlace(text: String, line: Int, words: String) {
        #expect { try read(text) } throws: { error in
            guard let fault = error as? IntentFile.Fault else { return false }
            return fault.line == line && fault.file == "x.toml" && (words.isEmpty || fault.problem.contains(words))
        }
    }

    /// The files that are shipped.
    private static let shipped = String(#filePath.split(separator: "/Tests/")[0]) + "/Config/local"

    private func shipped(_ tools: [String]) throws -> Dialogue {
        let library = try IntentLibrary(path: Self.shipped, language: "en-US")
        let offered = tools.map { Tool.function(FunctionTool(name: $0)) }
        return try Dialogue(
            intents: DialogueTools.intents(of: library.intents, tools: offered), phrasebook: library.phrasebook)
    }

    @Test(arguments: [
        ("Set the temperature to sixty-eight degrees", "set_temperature", #"{"unit":"fahrenheit","value":68}"#),
        ("make it 21 degrees celsius please", "set_temperature", #"{"unit":"celsius","value":21}"#),
        ("turn the lights off", "set_lights", #"{"state":false}"#),
        ("roll down the left window", "move_window", #"{"action":"open","which":"driver"}"#),
        ("take me to the airport", "navigate", #"{"destination":"airport"}"#),
        ("where is the nearest restroom", "find_place", #"{"place":"restroom"}"#),
        ("when is the next train to the airport", "next_departure", #"{"destination":"airport","vehicle":"train"}"#),
        ("I would like 3 tickets", "buy_ticket", #"{"count":3}"#), ("buy a ticket", "buy_ticket", #"{"count":1}"#),
        ("what time is it now", "local.time", "{}"), ("what is today's date", "local.date", "{}"),
    ])
    func theShippedSetsUnderstand(said: String, tool: String, arguments: String) throws {
        var dialogue = try shipped([
            "set_temperature", "set_lights", "move_window", "navigate", "find_place", "next_departure", "buy_ticket",
        ])
        guard case .call(let called, let values, _)? = dialogue.read(said).first else {
            Issue.record("\(said) calls nothing")
            return
        }
        #expect(called == tool && ToolSchema.arguments(values) == arguments)
    }

    @Test func withoutToolsTheSetsStillTalk() throws {
        var dialogue = try shipped([])
        #expect(dialogue.read("hello there") == [.say("Hello. How can I help?")])
        #expect(dialogue.read("say that again") == [.say("Hello. How can I help?")])
        #expect(dialogue.read("stop") == [.fallSilent])
        #expect(dialogue.read("set the temperature to 20") == [.say("Sorry, I did not understand that.")])
        guard case .say(let help)? = dialogue.read("what can you do").first else {
            Issue.record("no help")
            return
        }
        #expect(help.contains("what time is it"))
    }

    @Test func aMissingDirectoryIsSaid() {
        #expect(throws: IntentLibrary.Fault.self) { try IntentLibrary(path: "/nowhere", language: "en-US") }
        #expect(throws: IntentLibrary.Fault.empty(path: Self.shipped, language: "fi-FI")) {
            try IntentLibrary(path: Self.shipped, language: "fi-FI")
        }
    }
}
