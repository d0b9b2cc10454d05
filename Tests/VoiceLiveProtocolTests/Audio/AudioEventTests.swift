import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol

/// The audio events have a short cut in both directions; it must say and understand just what the long way does.
@Suite struct AudioEventTests {
    private let place = ContentPlace(responseID: "resp_1", itemID: "item_\"2", outputIndex: 3, contentIndex: 1)

    private func sound(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 5) }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 160, 639, 640, 960, 1920, 9600])
    func appendIsTheSameBothWays(count: Int) throws {
        let long = try ClientMessage(.audioAppend(AudioAppend(audio: sound(count)))).encoded(in: .standard)
        #expect(AudioAppendLine.bytes(for: sound(count)) == long.bytes)
        #expect(
            try ClientMessage(parsing: long.bytes, in: .standard).event
                == .audioAppend(AudioAppend(audio: sound(count))))
    }

    @Test func samplesGoOutLittleEndFirst() throws {
        let samples: [Int16] = [0, 1, -1, 256, .min, .max]
        let message = try ClientMessage(parsing: AudioAppendLine.bytes(forSamples: samples.span), in: .openAIGA)
        #expect(message.event == .audioAppend(AudioAppend(audio: [0, 0, 1, 0, 255, 255, 0, 1, 0, 128, 255, 127])))
    }

    @Test func aBufferIsUsedAgain() {
        var line = [UInt8]("old".utf8)
        AudioAppendLine.write(sound(960).span, to: &line)
        AudioAppendLine.write(sound(640).span, to: &line)
        #expect(line == AudioAppendLine.bytes(for: sound(640)))
    }

    @Test(arguments: [Dialect.standard, .openAIBeta, .openAIGA])
    func deltaIsTheSameBothWays(dialect: Dialect) throws {
        let message = ServerMessage(.audioDelta(AudioDelta(place: place, audio: sound(9600))), eventID: "event_1")
        let line = AudioDeltaLine(place: place, in: dialect).bytes(for: sound(9600), eventID: "event_1")
        #expect(try line == message.encoded(in: dialect).bytes)
        #expect(try ServerMessage(parsing: line, in: dialect) == message)
    }

    @Test func orderAndSpaceDoNotMatter() throws {
        let text = """
             { "delta" : "AAEC" , "content_index" : 0 , "item_id" : "item_2", "output_index":0,
            "response_id":"resp_1","event_id":"event_9","type":"response.audio.delta" }\u{20}
            """
        let place = ContentPlace(responseID: "resp_1", itemID: "item_2")
        #expect(
            try ServerMessage(parsing: Array(text.utf8), in: .standard)
                == ServerMessage(.audioDelta(AudioDelta(place: place, audio: [0, 1, 2])), eventID: "event_9"))
    }

    /// If one of these fails, audio has silently become ten times as dear.
    @Test func theShortCutIsTaken() throws {
        for dialect in [Dialect.standard, .openAIBeta, .openAIGA] {
            let recording = try Recording("voice-turn", in: dialect)
            let texts = recording.lines.map { String(decoding: $0.event, as: UTF8.self) }
            let deltas = texts.filter { $0.contains("audio.delta") }
            let appends = texts.filter { $0.contains("input_audio_buffer.append") }
            #expect(deltas.count == 2 && appends.count == 6)
            for delta in deltas { #expect(ServerEvent.scan(Array(delta.utf8)) != nil) }
            for append in appends { #expect(ClientEvent.scan(Array(append.utf8)) != nil) }
            let others = texts.filter { !$0.contains("audio.delta") }
            for other in others { #expect(ServerEvent.scan(Array(other.utf8)) == nil) }
        }
        let typeLast = #"{"audio":"AAECAwQFBgcICQoLDA0ODw==","type":"input_audio_buffer.append"}"#
        #expect(ClientEvent.scan(Array(typeLast.utf8)) != nil)
    }

    /// What the short cut does not expect goes the long way and loses nothing.
    @Test func theUnusualIsUnderstoodToo() throws {
        let text =
            #"{"type":"response.audio.delta","response_id":"r\u0031","item_id":"i","delta":"AA\u0045C","new":[1]}"#
        guard case .audioDelta(let delta) = try ServerMessage(parsing: Array(text.utf8), in: .standard).event else {
            Issue.record("no delta")
            return
        }
        #expect(delta.place == ContentPlace(responseID: "r1", itemID: "i"))
        #expect(delta.audio == [0, 1, 2])
        #expect(delta.extra == ["new": [1]])
    }

    @Test(arguments: ["AAE", "A===", "AA=A", "A", "AAEC=", "A A=", "AAEC!", "====", "AA==AAAA"])
    func badBase64NamesTheField(text: String) {
        let event =
            #"{"type":"response.audio.delta","event_id":"event_123","response_id":"r","item_id":"i","delta":"\#(text)"}"#
        #expect(throws: WireError.malformed(event: "response.audio.delta", field: "delta", problem: "not base64")) {
            try ServerMessage(parsing: Array(event.utf8), in: .standard)
        }
    }

    @Test func everyCutAndEveryFlippedByteIsSurvived() throws {
        let line = AudioDeltaLine(place: place, in: .standard).bytes(for: sound(30), eventID: "event_1")
        for end in 0..<line.count {
            #expect(throws: WireError.self) { try ServerMessage(parsing: Array(line[..<end]), in: .standard) }
        }
        for index in line.indices {
            for flip in [0x01, 0x20, 0x80, 0xFF] as [UInt8] {
                var broken = line
                broken[index] ^= flip
                _ = try? ServerMessage(parsing: broken, in: .standard)
            }
        }
    }
}
