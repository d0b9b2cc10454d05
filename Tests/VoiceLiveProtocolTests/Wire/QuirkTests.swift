import Testing
import VoiceLiveProtocol

/// What services really send: nulls, new fields, other orders, half-filled events. Nothing of it may end a session.
@Suite struct QuirkTests {
    private func read(_ text: String, _ dialect: Dialect = .standard) throws(WireError) -> ServerEvent {
        try ServerMessage(parsing: Array(text.utf8), in: dialect).event
    }

    @Test func anUnknownEventIsKeptRaw() throws {
        let text = #"{"type":"response.brand_new","event_id":"event_1","what":[1,2]}"#
        let message = try ServerMessage(parsing: Array(text.utf8), in: .standard)
        #expect(message.event == .unknown(UnknownEvent(type: "response.brand_new", raw: Array(text.utf8))))
        #expect(message.eventID == "event_1")
        #expect(try message.encoded(in: .standard).bytes == Array(text.utf8))
        #expect("\(message.event)".contains("what") == false)
    }

    @Test func unknownFieldsGoRoundUnchanged() throws {
        let text =
            #"{"type":"input_audio_buffer.speech_started","event_id":"e","item_id":"i","audio_start_ms":1,"x":{"y":[9007199254740993]}}"#
        let message = try ServerMessage(parsing: Array(text.utf8), in: .standard)
        let again = try message.encoded(in: .standard)
        #expect(try JSONValue(parsing: again.bytes) == JSONValue(parsing: Array(text.utf8)))
    }

    @Test func aMalformedEventNamesTypeAndField() {
        #expect(
            throws: WireError.malformed(
                event: "input_audio_buffer.speech_started", field: "audio_start_ms",
                problem: "expected a whole number, found a string")
        ) {
            try read(#"{"type":"input_audio_buffer.speech_started","item_id":"i","audio_start_ms":"soon"}"#)
        }
        #expect(throws: WireError.malformed(event: "error", field: "error.message", problem: "missing")) {
            try read(#"{"type":"error","error":{"type":"server_error"}}"#)
        }
        #expect(
            throws: WireError.malformed(
                event: "response.done", field: "response.output.1.content.0.type",
                problem: "expected a string, found a number")
        ) {
            try read(
                #"{"type":"response.done","response":{"output":[{"type":"message","role":"user"},{"type":"message","role":"assistant","content":[{"type":7}]}]}}"#
            )
        }
    }

    @Test(arguments: ["[]", "5", "{}", #"{"type":5}"#, #"{"type":null}"#, "", "{", "null"])
    func whatIsNoEventIsRefused(text: String) {
        #expect(throws: WireError.self) { try read(text) }
    }

    @Test func nullMeansMissing() throws {
        let done = try read(
            #"{"type":"response.done","event_id":null,"response":{"id":"r","status":"cancelled","status_details":null,"output":null,"usage":null,"metadata":null,"conversation_id":null,"voice":null}}"#
        )
        guard case .responseDone(let report) = done else {
            Issue.record("no response.done")
            return
        }
        #expect(report.response.usage == nil && report.response.output.isEmpty)
        #expect(report.response.status == .cancelled)
    }

    @Test func fieldsComeInAnyOrder() throws {
        for message in ServerSamples.all() {
            guard let encoded = try? message.encoded(in: .standard) else { continue }
            let reversed = reverse(try JSONValue(parsing: encoded.bytes))
            #expect(
                try ServerMessage(parsing: reversed.encoded, in: .standard)
                    == ServerMessage(parsing: encoded.bytes, in: .standard))
        }
    }

    private func reverse(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let elements): .array(elements.map(reverse))
        case .object(let object):
            .object(
                object.members.reversed().reduce(into: JSONObject()) { $0[$1.name] = reverse($1.value) })
        default: json
        }
    }

    /// Every known event with one field after another removed, nulled or replaced: an error or a value, never a crash.
    @Test func noFieldIsTrusted() throws {
        for message in fullest(ServerSamples.all()) { try expectRobust(message) }
        for message in fullest(ClientSamples.all()) { try expectRobust(message) }
    }

    /// The longest sample of each event.
    private func fullest<Event>(_ messages: [Message<Event>]) -> [Message<Event>] {
        func size(_ message: Message<Event>) -> Int { (try? message.encoded(in: .standard).bytes.count) ?? 0 }
        return Dictionary(grouping: messages, by: \.event.type).values.compactMap { samples in
            samples.max { size($0) < size($1) }
        }
    }

    /// A stranger's object may be long; reading it, merging it and writing it must not take quadratic time.
    @Test(.timeLimit(.minutes(1))) func manyUnknownSettingsCostNoMoreThanTheirLength() throws {
        let settings = (0..<20_000).map { #""setting_\#($0)":0"# }.joined(separator: ",")
        let text = #"{"type":"session.update","session":{\#(settings)}}"#
        let message = try ClientMessage(parsing: Array(text.utf8), in: .standard)
        guard case .sessionUpdate(let update) = message.event else {
            Issue.record("no session.update")
            return
        }
        #expect(update.session.extra.count == 20_000)
        let session = SessionSamples.simple().applying(update.session).applying(update.session)
        #expect(session.extra == update.session.extra)
        #expect(try message.encoded(in: .standard).bytes.count > text.utf8.count - 10)
    }

    private func expectRobust<Event>(_ message: Message<Event>) throws {
        guard let encoded = try? message.encoded(in: .standard) else { return }
        let json = try JSONValue(parsing: encoded.bytes)
        for broken in Damage.all(of: json) {
            do {
                let read = try Message<Event>(parsing: broken.encoded, in: .standard)
                _ = try read.encoded(in: .openAIGA)
            } catch {
                if case .malformed(let event, let field, _) = error {
                    #expect(event == message.event.type && !field.isEmpty, "\(error)")
                }
            }
        }
    }

    @Test func unknownKindsInsideEventsAreKept() throws {
        let text =
            #"{"type":"conversation.item.created","event_id":"e","item":{"type":"hologram","id":"item_9","beam":1}}"#
        guard case .itemCreated(let placed) = try read(text) else {
            Issue.record("no item")
            return
        }
        #expect(placed.item == .unknown(["type": "hologram", "id": "item_9", "beam": 1]))
        #expect(placed.item.id == "item_9")
    }

    @Test func textPartsGoByEitherName() throws {
        for name in ["text", "output_text"] {
            let item = try read(
                #"{"type":"conversation.item.created","item":{"type":"message","role":"assistant","content":[{"type":"\#(name)","text":"hi"}]}}"#
            )
            guard case .itemCreated(let placed) = item else {
                Issue.record("no item")
                return
            }
            #expect(placed.item == .assistant("hi"))
        }
    }

    @Test func eitherDialectsNamesAreUnderstood() throws {
        for (dialect, name) in [(Dialect.standard, "response.output_audio.done"), (.openAIGA, "response.audio.done")] {
            let event = try read(#"{"type":"\#(name)","response_id":"r","item_id":"i"}"#, dialect)
            #expect(event == .audioDone(ContentDone(place: ContentPlace(responseID: "r", itemID: "i"))))
        }
    }

    @Test func racesAreNoErrors() throws {
        let races = try [Dialect.standard].flatMap { _ in try HarmlessErrors.races() }
        #expect(
            races == [
                .nothingToCancel, .nothingToTruncate, .nothingToTruncate, .alreadyAnswering, .nothingToCommit,
            ])
        #expect(ServiceError(type: "server_error", message: "oh").race == nil)
        #expect(ServiceError(type: "t", code: .invalidValue, message: "voice is wrong", param: "voice").race == nil)
    }
}
