package import VoiceLiveProtocol

/// An answer of a scripted agent, in the order in which the service tells one.
package struct ScriptedAnswer: Sendable {
    package var response: String
    package var item: String
    package var words: PrivateText
    /// At 24 kHz.
    package var samples: [Int16]
    /// Samples in one delta.
    package var piece = 2_400

    package init(_ number: Int, words: PrivateText = "Scripted words.", samples: [Int16]) {
        response = "resp_\(number)"
        item = "answer_\(number)"
        self.words = words
        self.samples = samples
    }

    private var place: ContentPlace { ContentPlace(responseID: response, itemID: item) }

    private func message(_ status: ItemStatus, _ content: [ContentPart]) -> Item {
        .message(MessageItem(id: item, role: .assistant, content: content, status: status))
    }

    private var part: ContentPart { .audio(AudioPart(transcript: words)) }

    /// All before the first sound.
    package var opening: [ServerEvent] {
        [
            .responseCreated(ResponseReport(response: Response(id: response))),
            .outputItemAdded(OutputItem(responseID: response, item: message(.inProgress, []))),
            .itemCreated(ItemPlaced(item: message(.inProgress, []))),
            .contentPartAdded(ContentPartReport(place: place, part: .audio(AudioPart(transcript: "")))),
            .audioTranscriptDelta(TextDelta(place: place, delta: words)),
        ]
    }

    package var sound: [ServerEvent] {
        stride(from: 0, to: samples.count, by: piece).map { start in
            let bytes = samples[start..<min(start + piece, samples.count)].flatMap { sample in
                [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
            }
            return .audioDelta(AudioDelta(place: place, audio: bytes))
        }
    }

    /// All after the last sound.
    package var ending: [ServerEvent] {
        [
            .audioDone(ContentDone(place: place)),
            .audioTranscriptDone(TranscriptDone(place: place, transcript: words)),
            .contentPartDone(ContentPartReport(place: place, part: part)),
            .outputItemDone(OutputItem(responseID: response, item: message(.completed, [part]))),
            .responseDone(
                ResponseReport(
                    response: Response(id: response, status: .completed, output: [message(.completed, [part])]))),
        ]
    }
}

extension ScriptedAgent {
    /// Gives a whole answer as fast as the line takes it. Returns when its first sound was handed to the line.
    @discardableResult
    package func give(_ answer: ScriptedAnswer, isFinished: Bool = true) async throws -> Int64 {
        for event in answer.opening { try await say(event) }
        let instant = monotonicMicroseconds()
        for event in answer.sound { try await say(event) }
        if isFinished { for event in answer.ending { try await say(event) } }
        return instant
    }

    /// Hears a question begin.
    package func hearStart(_ item: String, at milliseconds: Int) async throws {
        try await say(.speechStarted(SpeechStarted(itemID: item, audioStartMilliseconds: milliseconds)))
    }

    /// Hears a question end, and takes it.
    package func hearEnd(_ item: String, at milliseconds: Int) async throws {
        try await say(.speechStopped(SpeechStopped(itemID: item, audioEndMilliseconds: milliseconds)))
        try await say(.audioCommitted(AudioCommitted(itemID: item)))
        let spoken = MessageItem(id: item, role: .user, content: [.inputAudio(InputAudioPart())], status: .completed)
        try await say(.itemCreated(ItemPlaced(item: .message(spoken))))
    }

    /// Says what was asked.
    package func transcribe(_ item: String, _ words: PrivateText) async throws {
        try await say(.transcriptionCompleted(TranscriptionCompleted(itemID: item, transcript: words)))
    }

    /// Asks a function of the client's.
    package func call(_ function: String, arguments: PrivateText, number: Int) async throws {
        let response = "resp_\(number)"
        let call = "call_\(number)"
        let place = OutputPlace(responseID: response, itemID: "function_\(number)")
        func item(_ arguments: PrivateText, _ status: ItemStatus) -> Item {
            .functionCall(
                FunctionCall(id: place.itemID, callID: call, name: function, arguments: arguments, status: status))
        }
        try await say(.responseCreated(ResponseReport(response: Response(id: response))))
        try await say(.outputItemAdded(OutputItem(responseID: response, item: item("", .inProgress))))
        try await say(.itemCreated(ItemPlaced(item: item("", .inProgress))))
        try await say(
            .functionCallArgumentsDone(
                FunctionCallArgumentsDone(place: place, callID: call, name: function, arguments: arguments)))
        try await say(.outputItemDone(OutputItem(responseID: response, item: item(arguments, .completed))))
        try await say(
            .responseDone(
                ResponseReport(
                    response: Response(id: response, status: .completed, output: [item(arguments, .completed)]))))
    }
}
