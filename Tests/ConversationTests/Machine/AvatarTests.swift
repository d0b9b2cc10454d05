import Testing

@testable import Conversation

/// A screen shows a face that speaks: sound and picture pass us by.
@Suite struct AvatarTests {
    private func script(
        _ way: AvatarWay? = .peer,
        _ change: (inout ConversationSettings) -> Void = { $0.greeting = .verbatim("Welcome") }
    ) -> ConversationScript {
        let script = ConversationScript(.script(.serverVAD, change))
        script.happens(.began)
        serve(script, 1, way)
        return script
    }

    @discardableResult private func serve(_ script: ConversationScript, _ number: Int, _ way: AvatarWay?) -> [String] {
        script.service(.ready(ServiceSession(name: "s\(number)", avatar: way)), on: number)
    }

    private func talking() -> ConversationScript {
        let script = script { _ in }
        script.order(.connectAvatar("offer"))
        script.service(.avatarAnswered("answer"))
        script.personAsks("U1")
        return script
    }

    /// Order 8.8.
    @Test func avatarOverWebRTC() {
        let script = script()
        script.order(.connectAvatar("offer"))
        #expect(script.service(.avatarAnswered("answer")) == ["ask for: Welcome"])
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("A1", .message(.assistant))),
            .text("R1", "A1", "Welcome"), .avatarSpeaks(true), .wholeText("R1", "A1", "Welcome"),
            .outputItemDone("R1", ServiceItem("A1", .message(.assistant))), .done("R1"))
        #expect(script.phase == .speaking)
        script.service(.avatarSpeaks(false))
        #expect(script.phase == .listening)
        #expect(script.avatar == [.answered("answer")])
        #expect(script.lines == ["0.0 assistant: Welcome"])
    }

    @Test func theGreetingWaitsForTheScreen() {
        let script = script()
        #expect(script.wait(60_000) == [])
        #expect(script.order(.connectAvatar("offer")) == ["offer offer"])
        #expect(script.service(.avatarAnswered("answer")) == ["ask for: Welcome"])
        #expect(script.service(.avatarAnswered("answer")) == [])
    }

    @Test func aScreenThatIsRefusedMayTryAgain() {
        let script = script()
        script.order(.connectAvatar("offer"))
        #expect(script.service(.error(ServiceError(.retryable(after: .seconds(43)), code: "rate"))) == [])
        script.order(.connectAvatar("offer"))
        #expect(script.service(.avatarAnswered("answer")) == ["ask for: Welcome"])
    }

    @Test(arguments: [AvatarWay.line, nil]) func whereNoScreenMustOfferNothingIsWaitedFor(way: AvatarWay?) {
        let script = ConversationScript(.script { $0.greeting = .verbatim("Welcome") })
        script.happens(.began)
        #expect(serve(script, 1, way) == ["ask for: Welcome"])
    }

    @Test func whoSpeaksFirstNeedsNoGreeting() {
        let script = script()
        script.personAsks("U1")
        script.service(.responseCreated("R1"), .done("R1"))
        #expect(script.service(.avatarAnswered("answer")) == [])
    }

    @Test func whoSpokeFirstIsNotGreetedByALaterLineEither() {
        let script = script()
        script.order(.say("Hello", as: .person))
        script.service(.responseCreated("R1"), .done("R1"))
        script.closed(1)
        #expect(serve(script, 2, nil) == ["write person: Hello (2)"])
    }

    @Test func anAvatarThatNeverFallsSilentDoesNotHoldTheLineForEver() {
        let script = talking()
        script.service(.responseCreated("R1"), .avatarSpeaks(true), .done("R1"))
        script.wait(599_000)
        #expect(script.phase == .speaking)
        script.wait(1_000)
        #expect(script.phase == .listening)
    }

    @Test func theBoxesLoudspeakerIsNotTheAvatars() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello"), .avatarSpeaks(true))
        #expect(script.audio(.health(.noLoudspeaker)) == [])
        #expect(script.phase == .speaking)
    }

    @Test func anotherLineWaitsForItsScreenAnewAndAQuestionDoesNot() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello"))
        script.closed(1)
        // The answer that broke off is taken up where somebody sees and hears it.
        #expect(serve(script, 2, .peer) == ["write person: question (2)", "write assistant: Hello (2)"])
        #expect(script.service(.avatarAnswered("answer"), on: 2).first?.hasPrefix("ask under: The line") == true)

        let other = talking()
        other.closed(1)
        #expect(serve(other, 2, .peer) == ["write person: question (2)", "ask (2)"])
    }

    @Test func aBargeInClearsWhatTheServiceHasSentToTheScreen() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello there"), .avatarSpeaks(true))
        #expect(script.phase == .speaking)
        #expect(script.service(.speechStarted("U2", position: .seconds(2))) == ["clear output"])
        #expect(script.service(.done("R1", .cancelled), .avatarSpeaks(false)) == [])
        #expect(script.phase == .userSpeaking)
    }

    @Test func theAvatarIsInterruptedWhileItStillSpeaksAfterTheResponseIsDone() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello"), .avatarSpeaks(true), .done("R1"))
        #expect(script.phase == .speaking)
        #expect(script.order(.interrupt) == ["clear output"])
        #expect(script.phase == .listening)
        // Nothing is said that could be interrupted.
        #expect(script.order(.interrupt) == [])
    }

    @Test func aButtonAlsoCancels() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello"), .avatarSpeaks(true))
        #expect(script.order(.interrupt) == ["clear output", "cancel R1"])
    }

    @Test func withoutAnAvatarNothingIsCleared() {
        let script = ConversationScript.talking()
        script.answerBegins("R1", "A1")
        script.wait(100)
        #expect(!script.order(.interrupt).contains("clear output"))
        script.service(.done("R1", .cancelled))
        #expect(script.service(.avatarSpeaks(true)) == [])
        #expect(script.phase == .listening)
    }

    /// How much of it was heard nobody knows: it stays in the history as it was said.
    @Test func theLineOfACutAnswerIsWhatWasSaid() {
        let script = talking()
        script.service(.responseCreated("R1"), .text("R1", "A1", "Hello there"), .avatarSpeaks(true))
        script.service(.speechStarted("U2", position: .seconds(2)), .done("R1", .cancelled))
        #expect(script.lines.last == "1.1 assistant: Hello there")
    }

    // MARK: Another line, another offer

    private func shown() -> ConversationScript {
        let script = ConversationScript(.script())
        script.happens(.began)
        script.service(
            .ready(ServiceSession(name: "s1", lifetime: .seconds(600), avatar: .peer, relays: [relay("one")])))
        #expect(script.screens == [.wanted])
        script.order(.connectAvatar("offer"))
        script.service(.avatarAnswered("answer"))
        #expect(script.screens == [.wanted, .connected])
        return script
    }

    private func relay(_ name: String) -> AvatarRelay { AvatarRelay(urls: [name], username: nil, credential: nil) }

    @Test func aScreenIsToldToOfferAgainWhenTheLineIsRenewed() {
        let script = shown()
        script.wait(480_000)
        script.service(.ready(ServiceSession(name: "s2", avatar: .peer, relays: [relay("two")])), on: 2)
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        #expect(script.screens == [.wanted, .connected, .wanted])
        #expect(script.avatar.last == .relays([relay("two")]))
        #expect(script.order(.connectAvatar("again")) == ["offer again (2)"])
        script.service(.avatarAnswered("answer 2"), on: 2)
        #expect(script.screens.last == .connected && script.avatar.last == .answered("answer 2"))
    }

    @Test func aScreenIsToldThatTheLineIsGoneAndWhenThereIsAnother() {
        let script = shown()
        script.closed(1)
        #expect(script.screens.last == ScreenState.none)
        serve(script, 2, .peer)
        #expect(script.screens.last == .wanted)
        script.order(.stop(.now))
        #expect(script.screens.last == ScreenState.none)
    }

    @Test func relaysOfALineThatDoesNotServeYetAreKeptBack() {
        let script = shown()
        script.service(.responseCreated("R1"), .avatarSpeaks(true), .done("R1"))
        script.wait(480_000)
        script.service(.ready(ServiceSession(name: "s2", avatar: .peer, relays: [relay("two")])), on: 2)
        #expect(script.avatar.last == .answered("answer"))
        script.service(.avatarSpeaks(false))
        #expect(script.avatar.last == .relays([relay("two")]))
    }

    @Test func anOfferThatIsUnderWayFailsWithItsLineAndALateAnswerCountsNoMore() {
        let script = shown()
        script.order(.connectAvatar("offer 2"))
        script.closed(1)
        guard case .failed(let reason)? = script.avatar.last else {
            Issue.record("not said to have failed")
            return
        }
        #expect(reason.contains("replaced"))

        let other = shown()
        other.order(.connectAvatar("offer 2"))
        other.wait(480_000)
        other.service(.ready(ServiceSession(name: "s2", avatar: .peer)), on: 2)
        #expect(other.avatar.contains(.failed(reason: reason)))
        let told = other.avatar.count
        other.order(.connectAvatar("offer 3"))
        other.service(.avatarAnswered("of the old line"), on: 1)
        #expect(other.avatar.count == told && other.screens.last == .wanted)
        other.service(.avatarAnswered("of the new one"), on: 2)
        #expect(other.avatar.last == .answered("of the new one"))
    }

    @Test func aRenewalWaitsUntilTheAvatarHasSpoken() {
        let script = ConversationScript(.script())
        script.happens(.began)
        script.service(.ready(ServiceSession(name: "s1", lifetime: .seconds(600), avatar: .peer)))
        script.service(.avatarAnswered("answer"), .responseCreated("R1"), .avatarSpeaks(true), .done("R1"))
        script.wait(480_000)
        #expect(script.ready(2) == [])
        script.service(.avatarSpeaks(false))
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
    }
}
