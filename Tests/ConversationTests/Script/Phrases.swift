import Sound

@testable import Conversation

extension ConversationSettings {
    /// One endpoint called "cloud" unless others are named.
    static func script(
        _ mode: TurnMode = .serverVAD, endpoints: [EndpointName] = ["cloud"],
        _ change: (inout ConversationSettings) -> Void = { _ in }
    ) -> ConversationSettings {
        var settings = ConversationSettings()
        settings.turns.mode = mode
        settings.endpoints = endpoints.map { Endpoint(name: $0) }
        change(&settings)
        return settings
    }
}

extension MicrophonePacket {
    static func silence(from start: SampleTime, captured: Duration, milliseconds: Int = 20) -> MicrophonePacket {
        let rate = StreamRate(hertz: 16_000) ?? .lowest
        return MicrophonePacket(
            start: start, rate: rate, samples: [Int16](repeating: 0, count: rate.samples(milliseconds: milliseconds)),
            captured: captured)
    }
}

extension ServiceEvent {
    /// `milliseconds` of sound at 24 kHz.
    static func sound(_ response: ResponseID, _ item: ItemID, _ milliseconds: Int, content: Int = 0) -> ServiceEvent {
        .audioDelta(
            AudioDelta(
                response: response, item: item, content: content, rate: 24_000,
                samples: [Int16](repeating: 1, count: milliseconds * 24)))
    }

    static func text(_ response: ResponseID, _ item: ItemID, _ text: PrivateText) -> ServiceEvent {
        .answerTextDelta(AnswerText(response: response, item: item, text))
    }

    static func wholeText(_ response: ResponseID, _ item: ItemID, _ text: PrivateText) -> ServiceEvent {
        .answerTextDone(AnswerText(response: response, item: item, text))
    }

    static func soundDone(_ response: ResponseID, _ item: ItemID) -> ServiceEvent {
        .audioDone(response, item, content: 0)
    }

    static func done(
        _ response: ResponseID, _ status: ResponseStatus = .completed, usage: ServiceUsage? = nil
    ) -> ServiceEvent {
        .responseDone(ResponseOutcome(response: response, status: status, usage: usage))
    }

    static func call(
        _ response: ResponseID, _ call: CallID, _ name: ToolName, _ arguments: PrivateText = "{}"
    ) -> ServiceEvent {
        .functionCall(
            FunctionCall(response: response, item: ItemID("item_\(call)"), call: call, name: name, arguments: arguments)
        )
    }

    static func race(_ race: BenignRace, command: CommandNumber? = nil) -> ServiceEvent {
        .error(ServiceError(.benign(race), code: race.rawValue, command: command))
    }
}

extension ConversationScript {
    /// The person asks by voice, in a mode where the service judges turns.
    @discardableResult func personAsks(
        _ item: ItemID, _ text: PrivateText? = "question", on connection: Int = 1
    ) -> [String] {
        service(
            .speechStarted(item, position: .milliseconds(100)), .speechStopped(item, position: .milliseconds(900)),
            .inputCommitted(item, after: nil), .itemCreated(ServiceItem(item, .message(.person)), after: nil),
            on: connection)
        guard let text else { return [] }
        return service(.inputTranscriptDone(item, text), on: connection)
    }

    /// An answer begins, with `milliseconds` of sound that came faster than real time.
    @discardableResult func answerBegins(
        _ response: ResponseID, _ item: ItemID,
        _ text: PrivateText = "one two three four five six seven eight nine ten",
        milliseconds: Int = 4_000, on connection: Int = 1
    ) -> [String] {
        service(
            .responseCreated(response), .outputItemAdded(response, ServiceItem(item, .message(.assistant))),
            .text(response, item, text), .sound(response, item, milliseconds), on: connection)
    }

    @discardableResult func answerEnds(
        _ response: ResponseID, _ item: ItemID,
        _ text: PrivateText = "one two three four five six seven eight nine ten",
        on connection: Int = 1
    ) -> [String] {
        service(
            .soundDone(response, item), .wholeText(response, item, text),
            .outputItemDone(response, ServiceItem(item, .message(.assistant))), .done(response), on: connection)
    }
}
