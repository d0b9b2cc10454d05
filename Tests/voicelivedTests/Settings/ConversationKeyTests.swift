import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Testing

@testable import voicelived

/// What the keys about talking say to a conversation.
@Suite struct ConversationKeyTests {
    private func mapped(_ text: String) throws -> ConversationSettings {
        let settings = try Written.settings(text)
        return ConversationSettings(
            settings, instructions: try InstructionsFile.text(settings.conversation),
            start: SessionStart.Params(mode: .vad), endpoints: settings.endpoints)
    }

    @Test func theVoiceIsWhatWasWritten() throws {
        let plain = try mapped(#"voice.name = "en-US-AvaNeural""#).plan.voice
        #expect(plain == VoicePlan("en-US-AvaNeural"))
        let whole = try mapped(
            """
            [voice]
            kind = "azure-custom"
            name = "n"
            endpoint_id = "d"
            temperature = 0.4
            rate = "0.9"
            pitch = "-2%"
            style = "calm"
            locale = "de-AT"
            lexicon_url = "https://h/l.xml"
            """
        ).plan.voice
        #expect(whole?.origin == .custom(deployment: "d") && whole?.manner.temperature == 0.4)
        #expect(whole?.manner.rate == "0.9" && whole?.manner.pitch == "-2%" && whole?.manner.style == "calm")
        #expect(whole?.manner.locale == "de-AT" && whole?.manner.lexiconURL == "https://h/l.xml")
        let personal = try mapped("voice.kind = \"azure-personal\"\nvoice.model = \"m\"").plan.voice
        #expect(personal?.origin == .personal(model: "m"))
        #expect(throws: Written.Refused.self) { try mapped(#"voice.kind = "azure-custom""#) }
        #expect(throws: Written.Refused.self) { try mapped(#"voice.kind = "azure-personal""#) }
    }

    @Test func howItThinksIsWhatWasWritten() throws {
        #expect(try mapped("").plan.thinking == ThinkingPlan())
        let thinking = try mapped("[conversation]\ntemperature = 0.7\nmax_tokens = 9\nreasoning_effort = \"low\"")
            .plan.thinking
        #expect(thinking.temperature == 0.7 && thinking.longestAnswer == 9 && thinking.effort == "low")
    }

    @Test func recognisersGetTheirHints() throws {
        let plan = try mapped(
            "[transcription]\nenabled = false\nprompt = \"trains\"\ncustom_speech = { de-DE = \"id\" }"
        ).plan
        #expect(!plan.wantsTranscripts && plan.transcriptionPrompt == "trains")
        #expect(plan.ownRecognisers == ["de-DE": "id"])
        #expect(try mapped("").plan.wantsTranscripts)
    }

    @Test func turnsEndAsWritten() throws {
        let usual = try mapped("")
        #expect(usual.plan.turnDetection.removesFillers && !usual.plan.turnDetection.autoTruncates)
        #expect(usual.plan.turnDetection.speech == .milliseconds(80) && !usual.turns.asksForEndOfUtterance)
        let other = try mapped(
            "[turn]\nspeech_ms = 200\nremove_fillers = false\nauto_truncate = true\nend_of_utterance = true")
        #expect(!other.plan.turnDetection.removesFillers && other.plan.turnDetection.autoTruncates)
        #expect(other.plan.turnDetection.speech == .milliseconds(200) && other.turns.asksForEndOfUtterance)
    }

    @Test func toolsWaitAndFillAsWritten() throws {
        let usual = try mapped("").tools
        #expect(usual.filler.after == .milliseconds(700) && usual.filler.words == nil && usual.approval == .ask)
        let tools = try mapped("[tools]\nfiller_after_ms = 0\nfiller = \"Hm.\"\nmcp_approval = \"allow\"").tools
        #expect(tools.filler.after == nil && tools.filler.words == "Hm." && tools.approval == .allow)
        #expect(try mapped("tools.mcp_approval = \"deny\"").tools.approval == .deny)
    }

    @Test func sessionsAndOutagesLastAsWritten() throws {
        #expect(try mapped("").longest == nil && mapped("").continuity.longestOutage == .seconds(60))
        let settings = try mapped(
            "[session]\nmax_duration = \"5m\"\non_link_lost = \"pause\"\nlink_lost_limit = \"9s\"")
        #expect(settings.longest == .seconds(300) && settings.continuity.onOutage == .pause)
        #expect(settings.continuity.longestOutage == .seconds(9))
        #expect(try mapped("session.on_link_lost = \"end\"").continuity.onOutage == .end)
    }

    /// A client's own choice is not undone by a reload.
    @Test func aSessionsOwnIdleTimeStays() throws {
        let settings = try Written.settings("session.idle_timeout = \"7m\"")
        let own = ConversationSettings(
            settings, instructions: "", start: SessionStart.Params(mode: .vad, idleTimeoutMilliseconds: 5_000),
            endpoints: settings.endpoints)
        #expect(own.terms.idle.timeout == .seconds(5))
        #expect(try mapped("session.idle_timeout = \"7m\"").terms.idle.timeout == .seconds(420))
    }

    @Test func moneyIsCountedAsWritten() throws {
        let settings = try mapped(
            """
            [[endpoint]]
            name = "a"
            url = "ws+unix:/x"
            model = "m"
            authentication = "none"
            [budget]
            tokens_per_session = 500
            warn_at = 0.25
            [[budget.price]]
            model = "m"
            per_minute = 0.06
            """)
        #expect(settings.budget.tokensPerSession == 500 && settings.budget.warnAt == 0.25)
        #expect(settings.endpoints.first?.prices?.perMinute == Cost(billionths: 60_000_000))
    }

    @Test func theControlSocketIsToldAboutOwnersAndTools() throws {
        let usual = ControlSettings(try Written.settings("")).limits
        #expect(usual.ownerGone == .end && usual.grace == 3_000 && usual.toolTimeout == 15_000)
        let limits = ControlSettings(
            try Written.settings(
                "[session]\non_gone = \"keep\"\ngrace = \"9s\"\n[tools]\nenabled = false\ntimeout = \"2s\"")
        ).limits
        #expect(limits.ownerGone == .keep && limits.grace == 9_000)
        #expect(limits.toolsPerClient == 0 && limits.toolTimeout == 2_000)
    }

    @Test func instructionsMayStandInAFile() throws {
        let folder = try PrivateFolder()
        try folder.write("You are a guide.\n", to: "guide.md")
        #expect(try mapped(#"conversation.instructions = "Be brief.""#).plan.instructions == "Be brief.")
        let file = { (name: String) in "conversation.instructions_file = \"\(folder.path)/\(name)\"" }
        #expect(try mapped(file("guide.md")).plan.instructions == "You are a guide.\n")
        try folder.write(String(repeating: "x", count: 40_000), to: "long.md")
        #expect(throws: ControlError.self) { try mapped(file("long.md")) }
        #expect(throws: ControlError.self) { try mapped(file("none.md")) }
    }
}
