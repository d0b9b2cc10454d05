import Conversation
import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol

@testable import VoiceLiveClient

/// What whole sessions become in the conversation's words, in every dialect.
@Suite struct EventTranslationTests {
    static let dialects: [Dialect] = [.standard, .openAIGA, .openAIBeta]

    /// Recordings of what a conversation leaves to others: greetings, limits, tool servers.
    private static let nothingToActOn = ["session-start", "limits", "mcp-failed"]

    private func translated(_ name: String, _ dialect: Dialect) throws -> [ServiceEvent] {
        let endpoint = EndpointSettings(
            name: "test", service: ServiceEndpoint(url: "wss://h", dialect: dialect, model: "m"))
        var translation = EventTranslation(endpoint: endpoint, wallClock: { 0 })
        return try Recording(name, in: dialect).serverMessages().map { translation.event(for: $0.event) }
    }

    /// The events a conversation acts on, one word each; neighbours of one kind once.
    private func words(_ events: [ServiceEvent]) -> [String] {
        let all = events.compactMap { event -> String? in
            if case .other = event { return nil }
            return String(describing: event).prefix { $0 != "(" }.description
        }
        return all.enumerated().filter { $0.offset == 0 || all[$0.offset - 1] != $0.element }.map(\.element)
    }

    @Test(arguments: dialects) func everyRecordingIsUnderstood(_ dialect: Dialect) throws {
        let names = try Recording.names(in: dialect)
        #expect(names.count >= 20)
        for name in names {
            let events = try translated(name, dialect)
            #expect(words(events).isEmpty == Self.nothingToActOn.contains(name), "\(name)")
            // Every response that began has an end, or is cut off by the session's.
            let created = events.count { if case .responseCreated = $0 { true } else { false } }
            let done = events.count { if case .responseDone = $0 { true } else { false } }
            #expect(created >= done, "\(name)")
            for case .audioDelta(let delta) in events { #expect(delta.rate == 24_000 && !delta.samples.isEmpty) }
        }
    }

    @Test(arguments: dialects) func aTurnReadsTheSameEverywhere(_ dialect: Dialect) throws {
        let events = try translated("barge-in", dialect)
        let turns = words(events).filter { !["itemCreated", "answerTextDelta", "audioDelta"].contains($0) }
        #expect(
            turns == [
                "speechStarted", "speechStopped", "inputCommitted", "responseCreated", "outputItemAdded",
                "speechStarted", "audioDone", "answerTextDone", "outputItemDone", "responseDone", "itemTruncated",
                "speechStopped", "inputCommitted", "responseCreated", "outputItemAdded", "audioDone",
                "answerTextDone", "outputItemDone", "responseDone",
            ])
        #expect(events.contains(.speechStarted("item_1", position: .milliseconds(1_456))))
        #expect(events.contains(.itemTruncated("item_2", content: 0, heard: .milliseconds(310))))
        let outcomes = events.compactMap { if case .responseDone(let outcome) = $0 { outcome.status } else { nil } }
        #expect(outcomes == [.cancelled, .completed])
        #expect(events.contains { if case .itemCreated(let item, _) = $0 { item.id == "item_2" } else { false } })
    }

    @Test(arguments: dialects) func aCallHasItsNameAndCleanArguments(_ dialect: Dialect) throws {
        let calls = try translated("function-call", dialect).compactMap { event -> DomainFunctionCall? in
            if case .functionCall(let call) = event { call } else { nil }
        }
        let call = try #require(calls.first)
        #expect(calls.count == 1 && call.name == "next_stop" && call.call == "call_1")
        #expect(call.arguments == #"{"line":4}"#)
    }

    @Test(arguments: dialects) func racesAreBenign(_ dialect: Dialect) throws {
        let kinds = try translated("harmless-errors", dialect).compactMap { event -> ServiceErrorKind? in
            if case .error(let error) = event { error.kind } else { nil }
        }
        #expect(!kinds.isEmpty)
        #expect(kinds.allSatisfy { if case .benign = $0 { true } else { false } }, "\(kinds)")
    }

    @Test(arguments: [Dialect.standard, .openAIGA]) func anApprovalIsAskedFor(_ dialect: Dialect) throws {
        let wanted = try translated("mcp-approval", dialect).compactMap { event -> ApprovalRequest? in
            if case .approvalWanted(let request) = event { request } else { nil }
        }
        #expect(wanted.count == 1 && wanted.first?.approval != "")
    }

    @Test func captionsHaveTheirPlace() throws {
        let kinds = try translated("timestamps-visemes", .standard).compactMap { event -> CaptionKind? in
            if case .caption(let caption) = event { caption.kind } else { nil }
        }
        #expect(kinds.contains { if case .word = $0 { true } else { false } })
        #expect(kinds.contains { if case .viseme = $0 { true } else { false } })
    }

    @Test func framesOfAFaceAreReadUpToTheFirstThatIsNone() throws {
        let frames = try JSONValue(parsing: Array("[[0.5,1],[0],[\"x\"],[1]]".utf8))
        #expect(FaceFrames.read(frames) == [[0.5, 1], [0]])
        #expect(FaceFrames.read(.string("[[0.25]]")) == [[0.25]])
        #expect(FaceFrames.read(.null) == [])
        let endless = JSONValue.array(Array(repeating: .array([.integer(1)]), count: 10_000))
        #expect(FaceFrames.read(endless).count == FaceFrames.mostFrames)
    }

    /// Numbers are a service's to choose, and none may end the process.
    @Test(arguments: [Int.max, .min, -1]) func anyNumberIsBorne(number: Int) throws {
        var translation = Self.translation
        let place = ContentPlace(responseID: "r", itemID: "i")
        let frames = BlendshapesDelta(place: place, frameIndex: number, frames: .array([.array([.integer(1)])]))
        guard case .caption(let caption) = translation.event(for: .blendshapesDelta(frames)),
            case .blendShapes(let first, _) = caption.kind
        else {
            Issue.record("no caption")
            return
        }
        #expect(first >= 0 && first < .max / 1_000_000)
        var session = Session()
        session.id = "sess"
        session.expiresAt = number
        #expect(translation.granted(session).lifetime == .seconds(3_600))
    }

    @Test func anAvatarsWayToItsScreenIsKnown() {
        var session = Session()
        #expect(Self.translation.granted(session).avatar == nil)
        session.avatar = .null
        #expect(Self.translation.granted(session).avatar == nil)
        session.avatar = .value(Avatar(character: "lisa"))
        #expect(Self.translation.granted(session).avatar == .peer)
        session.avatar = .value(Avatar(character: "lisa", outputProtocol: .webSocket))
        #expect(Self.translation.granted(session).avatar == .line)
    }

    @Test func anAvatarTellsWhenItSpeaks() {
        var translation = Self.translation
        #expect(translation.event(for: .avatarSpeaking(AvatarSwitched(turnID: "t"))) == .avatarSpeaks(true))
        #expect(translation.event(for: .avatarIdle(AvatarSwitched(turnID: "t"))) == .avatarSpeaks(false))
        #expect(translation.event(for: .outputAudioCleared(OutputAudioBuffer())) == .avatarSpeaks(false))
    }

    private static var translation: EventTranslation {
        EventTranslation(
            endpoint: EndpointSettings(name: "test", service: ServiceEndpoint(url: "wss://h", model: "m")),
            wallClock: { 1_000 })
    }

    @Test func aSessionDescriptionIsWrappedForTheService() {
        let wrapped = SessionDescription.envelope(of: DomainText("v=0\r\n"), type: "offer")
        #expect(SessionDescription.text(of: wrapped).text == "v=0\r\n")
        // Some services may not wrap theirs.
        #expect(SessionDescription.text(of: WireText("v=0\r\n")).text == "v=0\r\n")
        #expect("\(SessionDescription.text(of: wrapped))".contains("v=0") == false)
    }

    @Test(arguments: [
        (nil, nil), (3_600, Duration.seconds(3_600)), (2, .seconds(3_600)), (10_000_000, .seconds(3_600)),
    ])
    func theLifetimeIsBelievedWithinReason(expiresIn: Int?, lifetime: Duration?) {
        let translation = Self.translation
        var session = Session()
        session.id = "sess"
        session.expiresAt = expiresIn.map { 1_000 + $0 }
        #expect(translation.granted(session) == ServiceSession(name: "sess", lifetime: lifetime))
    }
}
