import Sound

@testable import Conversation

/// A service gone mad: legal and illegal events in any order, on any connection, with few names, so that they collide.
struct EventShuffler {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func item() -> ItemID { ItemID("I\(pick(6))") }
    private mutating func response() -> ResponseID { ResponseID("R\(pick(8))") }
    private mutating func place() -> Duration { .milliseconds(pick(10_000)) }

    mutating func serviceEvent() -> ServiceEvent {
        switch pick(24) {
        case 0: .speechStarted(item(), position: place())
        case 1: .speechStopped(item(), position: place())
        case 2: .inputCommitted(item(), after: item())
        case 3: .inputTranscriptDelta(item(), "word ")
        case 4: .inputTranscriptDone(item(), pick(3) == 0 ? "" : "said")
        case 5: .inputTranscriptFailed(item(), reason: "no")
        case 6: .itemCreated(ServiceItem(item(), .message(pick(2) == 0 ? .person : .assistant)), after: item())
        case 7, 8: .responseCreated(response())
        case 9: .outputItemAdded(response(), ServiceItem(item(), .message(.assistant)))
        case 10, 11, 12: .sound(response(), item(), 20 + pick(400), content: pick(2))
        case 13: .soundDone(response(), item())
        case 14: .text(response(), item(), "an answer ")
        case 15: .wholeText(response(), item(), "an answer of five words")
        case 16: .call(response(), CallID("c\(pick(12))"), ToolName(pick(4) == 0 ? "unknown" : "tool\(pick(2))"))
        case 17, 18:
            .done(
                response(), pick(3) == 0 ? .cancelled : .completed,
                usage: pick(2) == 0 ? nil : ServiceUsage(outputText: 5))
        case 19: .race(BenignRace.allCases[pick(BenignRace.allCases.count)])
        case 20: .caption(Caption(response: response(), item: item(), offset: place(), .viseme(pick(22))))
        case 21:
            .approvalWanted(
                ApprovalRequest(approval: ApprovalID("m\(pick(4))"), server: "s", tool: "t", arguments: "{}"))
        case 22:
            .error(
                ServiceError(
                    pick(2) == 0 ? .refused : .retryable(after: nil), code: "x", command: CommandNumber(pick(60))))
        default: .other(name: "unheard.of")
        }
    }

    mutating func audioEvent(at now: Duration) -> DuplexAudioEvent {
        switch pick(7) {
        case 0: .nearEnd(.started(from: .zero, at: now, confidence: 0.7))
        case 1: .nearEnd(.ended(until: .zero, at: now))
        case 2: .bargeIn(.suspected(from: .zero, at: now))
        case 3: .bargeIn(.confirmed(pick(2) == 0 ? .lastingSpeech : .stopWord))
        case 4: .bargeIn(.dismissed)
        case 5: .health(pick(2) == 0 ? .good : .noMicrophone)
        default: .heard(PlayoutPosition(PlayoutPart(ItemKey(ConnectionNumber(1 + pick(3)), item())), heard: place()))
        }
    }

    mutating func order() -> ConversationOrder {
        switch pick(14) {
        case 0: .say("typed", as: pick(3) == 0 ? .system : .person)
        case 1: .announce("attention")
        case 2: .interrupt
        case 3: .pushToTalk(pressed: pick(2) == 0)
        case 4: .holdFloor(pick(2) == 0)
        case 5: .mode(TurnMode.allCases[pick(TurnMode.allCases.count)])
        case 6: .toolResult(CallNumber(1 + pick(8)), .output("out"))
        case 7: .toolOwnerGone([ToolName("tool\(pick(2))")])
        case 8: .tools([ToolDescription(name: "tool0"), ToolDescription(name: "tool1", onBargeIn: .cancel)])
        case 9: .approve(ApprovalID("m\(pick(4))"), pick(2) == 0)
        case 10: .voice("v\(pick(3))")
        case 11, 12: .terms(terms())
        default: .retryNow
        }
    }

    private mutating func terms() -> ConversationTerms {
        var terms = ConversationTerms()
        terms.interruption.mode = InterruptionMode.allCases[pick(InterruptionMode.allCases.count)]
        terms.interruption.stopWords = pick(2) == 0 ? [] : ["stop"]
        terms.continuity.longestWait = .seconds(1 + pick(60))
        terms.continuity.fallbackAfter = .seconds(1 + pick(5))
        terms.continuity.renewalLead = .seconds(5 + pick(60))
        terms.idle.timeout = pick(2) == 0 ? nil : .seconds(86_400)
        terms.retained = .seconds(3)
        terms.tools.mostOpenCalls = 1 + pick(4)
        terms.tools.approval = ApprovalPolicy.allCases[pick(3)]
        return terms
    }
}
