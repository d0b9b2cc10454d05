import Testing

@testable import Conversation

/// What must hold whatever happens. Watches actions and what the service said, knowing nothing of the machine's inside.
struct Invariants {
    private var asked: Set<ConnectionNumber> = []
    private var open: [ConnectionNumber: Set<ResponseID>] = [:]
    private var ended: [ConnectionNumber: Set<ResponseID>] = [:]
    private var cut: Set<ResponseKey> = []
    private var calls: Set<CallNumber> = []
    private var answered: Set<CallNumber> = []
    private var outputs: Set<String> = []
    private var places: [TranscriptPlace] = []
    private var served: Set<ConnectionNumber> = []
    private var closed: Set<ConnectionNumber> = []
    private var isFinished = false
    private var enqueued: [PlayoutPart: Duration] = [:]

    // MARK: What the service says, before the machine hears it

    mutating func says(_ event: ServiceEvent, on connection: ConnectionNumber) {
        if case .ready = event { served.insert(connection) }
        // What a connection says outside its life means nothing.
        guard served.contains(connection), !closed.contains(connection) else { return }
        switch event {
        case .responseCreated(let response):
            guard ended[connection]?.contains(response) != true else { return }
            open[connection, default: []].insert(response)
            asked.remove(connection)
        case .responseDone(let outcome):
            open[connection]?.remove(outcome.response)
            ended[connection, default: []].insert(outcome.response)
            asked.remove(connection)
        case .error: asked.remove(connection)
        case .closed:
            closed.insert(connection)
            open[connection] = nil
        default: if let response = event.answerOf { beganUnannounced(response, on: connection) }
        }
    }

    /// Something of a response that nobody announced: it is under way all the same.
    private mutating func beganUnannounced(_ response: ResponseID, on connection: ConnectionNumber) {
        guard ended[connection]?.contains(response) != true, open[connection]?.contains(response) != true,
            !cut.contains(ResponseKey(connection, response))
        else { return }
        open[connection, default: []].insert(response)
        asked.remove(connection)
    }

    mutating func timeForAResponseRanOut() { asked = [] }

    // MARK: What the machine does

    mutating func does(_ action: ConversationAction) {
        #expect(!isFinished, "something was done after the end")
        switch action {
        case .send(let command, _, let connection): sends(command, on: connection)
        case .audio(.enqueue(let piece)):
            #expect(!cut.contains(piece.response), "sound of a cut response is played")
            enqueued[piece.part, default: .zero] += .lasting(samples: piece.samples.count, at: piece.rate)
        case .tell(let news): tells(news)
        case .tool(.call(let call)): #expect(calls.insert(call.number).inserted, "a call is made twice")
        case .close(let connection): closed.insert(connection)
        case .finish: isFinished = true
        default: break
        }
    }

    private mutating func sends(_ command: ServiceCommand, on connection: ConnectionNumber) {
        #expect(served.contains(connection), "something is sent before the service agreed")
        #expect(!closed.contains(connection), "something is sent to a closed connection")
        switch command {
        case .createResponse:
            #expect(open[connection, default: []].isEmpty, "a response is asked for while one is active")
            #expect(asked.insert(connection).inserted, "a response is asked for twice")
        case .createItem(.functionOutput(let call, _)):
            #expect(outputs.insert("\(connection) \(call)").inserted, "a call is answered twice")
        case .truncate(let item, let content, let milliseconds):
            let received = enqueued[PlayoutPart(ItemKey(connection, item), content: content)] ?? .zero
            #expect(milliseconds > 0, "a truncation at zero")
            #expect(.milliseconds(milliseconds) <= received, "a truncation beyond what was received")
        case .cancelResponse(let response?): cut.insert(ResponseKey(connection, response))
        default: break
        }
    }

    private mutating func tells(_ news: ConversationNews) {
        switch news {
        case .interruption(.confirmed): break
        case .toolAnswered(let number, _): #expect(answered.insert(number).inserted, "a call is settled twice")
        case .serviceError(let error) where error.code == "response_stalled": open = [:]
        case .line(let line):
            if places.contains(line.place) { return }
            #expect(places.last.map { $0 < line.place } ?? true, "lines are out of order")
            places.append(line.place)
        default: break
        }
    }

    /// The person took the floor: all that was open on the serving connection is cut.
    mutating func everythingOpenIsCut(on connection: ConnectionNumber) {
        for response in open[connection, default: []] { cut.insert(ResponseKey(connection, response)) }
    }

    func atTheEnd() {
        #expect(isFinished, "stop did not end it")
        #expect(answered.isSubset(of: calls.union(answered)))
    }

    var unansweredCalls: Set<CallNumber> { calls.subtracting(answered) }
}
