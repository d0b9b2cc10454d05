import LocalVoice
import Testing

/// Transcripts: what was heard == what is done.
@Suite struct DialogueTests {
    private static let climate = Intent(
        name: "climate", examples: ["set the temperature [to {value} degrees [{unit}]]"],
        slots: [
            Slot(name: "value", kind: .number(50...90), question: "To how many degrees?"),
            Slot(
                name: "unit",
                kind: .choice([
                    Slot.Option(value: "fahrenheit", said: ["fahrenheit"]),
                    Slot.Option(value: "celsius", said: ["celsius", "centigrade"]),
                ]), standard: .text("fahrenheit")),
        ], tool: "set_temperature",
        replies: ["It is {result.temperature} degrees now.", "The temperature is set to {value} degrees."])
    private static let name = Intent(
        name: "name", examples: ["who are you"], replies: ["I am the voice of this box.", "Your kiosk."])
    private static let help = Intent(name: "help", examples: ["help"], meaning: .help)
    private static let again = Intent(name: "again", examples: ["say that again"], meaning: .repetition)
    private static let quiet = Intent(name: "quiet", examples: ["be quiet"], meaning: .stop)

    private func dialogue() throws -> Dialogue {
        try Dialogue(intents: [Self.climate, Self.name, Self.help, Self.again, Self.quiet])
    }

    @Test func aCommandCallsItsToolAndTheResultIsSpoken() throws {
        var dialogue = try dialogue()
        #expect(
            dialogue.read("Set the temperature to 68 degrees") == [
                .call(
                    tool: "set_temperature", arguments: ["value": .number(68), "unit": .text("fahrenheit")], number: 1)
            ])
        #expect(
            dialogue.toolAnswered(1, with: ToolOutput(spoken: nil)) == [.say("The temperature is set to 68 degrees.")])
        #expect(dialogue.toolAnswered(1, with: ToolOutput(spoken: nil)).isEmpty)
    }

    @Test func membersOfTheResultAreSpoken() throws {
        var dialogue = try dialogue()
        _ = dialogue.read("set the temperature to 70 degrees centigrade")
        let output = ToolOutput(spoken: nil, members: ["temperature": "69"])
        #expect(dialogue.toolAnswered(1, with: output) == [.say("It is 69 degrees now.")])
    }

    @Test func whatIsMissingIsAskedFor() throws {
        var dialogue = try dialogue()
        #expect(dialogue.read("set the temperature") == [.say("To how many degrees?")])
        #expect(dialogue.grammar.vocabulary.contains("sixty"))
        #expect(
            dialogue.read("to seventy degrees please") == [
                .call(
                    tool: "set_temperature", arguments: ["value": .number(70), "unit": .text("fahrenheit")], number: 1)
            ])
    }

    @Test func anotherWishReplacesAnOpenQuestion() throws {
        var dialogue = try dialogue()
        _ = dialogue.read("set the temperature")
        #expect(dialogue.read("who are you") == [.say("I am the voice of this box.")])
        #expect(dialogue.read("sixty") == [.say("Sorry, I did not understand that.")])
    }

    @Test func repliesAreTakenInTurn() throws {
        var dialogue = try dialogue()
        #expect(dialogue.read("who are you") == [.say("I am the voice of this box.")])
        #expect(dialogue.read("who are you") == [.say("Your kiosk.")])
        #expect(dialogue.read("say that again") == [.say("Your kiosk.")])
    }

    @Test func theSecondMisunderstandingSaysWhatCanBeSaid() throws {
        var dialogue = try dialogue()
        #expect(dialogue.heard(.somethingElse) == [.say("Sorry, I did not understand that.")])
        guard case .say(let text) = dialogue.heard(.somethingElse).first else {
            Issue.record("nothing said")
            return
        }
        #expect(text.contains("set the temperature") && text.contains("who are you"))
        #expect(dialogue.heard(.nothing).isEmpty)
    }

    @Test func quietMeansQuiet() throws {
        var dialogue = try dialogue()
        #expect(dialogue.read("be quiet") == [.fallSilent])
    }

    @Test func aFailedToolIsSaidSo() throws {
        var dialogue = try dialogue()
        _ = dialogue.read("set the temperature to 60 degrees")
        let failed = ToolOutput(spoken: "timeout", isFailure: true)
        #expect(dialogue.toolAnswered(1, with: failed) == [.say("Sorry, that did not work.")])
    }

    @Test func aToolWithoutSentencesCanBeCalled() throws {
        let tool = ToolDescription(
            name: "set_fan_speed", description: "Sets the fan.",
            parameters: [
                .init(name: "level", kind: .number(0...5), isRequired: true),
                .init(name: "zone", kind: .choice(["front", "back_seat"]), isRequired: false),
                .init(name: "note", kind: .unsayable, isRequired: false),
            ])
        let intent = try #require(ToolIntent.make(for: tool))
        var dialogue = try Dialogue(intents: [intent])
        #expect(
            dialogue.read("change the fan speed to 3 in back seat") == [
                .call(
                    tool: "set_fan_speed", arguments: ["level": .number(3), "zone": .text("back_seat")], number: 1)
            ])
        #expect(dialogue.read("set fan speed") == [.say("Which level?")])
        #expect(dialogue.read("four") == [.call(tool: "set_fan_speed", arguments: ["level": .number(4)], number: 2)])
    }

    @Test func aToolThatNeedsFreeTextIsNotOffered() {
        let tool = ToolDescription(
            name: "send_mail", description: "",
            parameters: [.init(name: "body", kind: .unsayable, isRequired: true)])
        #expect(ToolIntent.make(for: tool) == nil)
    }
}
