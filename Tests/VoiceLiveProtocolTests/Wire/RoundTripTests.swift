import Testing
import VoiceLiveProtocol

/// Every event of both sides, written and read again in every dialect that has it.
@Suite struct RoundTripTests {
    static let dialects: [Dialect] = APIVersion.known.map { .voiceLive($0) } + [.openAIBeta, .openAIGA]

    @Test func samplesCoverEveryEvent() {
        #expect(Set(ClientSamples.all().map(\.event.type)) == Set(ClientEventKind.allCases.map(\.rawValue)))
        #expect(Set(ServerSamples.all().map(\.event.type)) == Set(ServerEventKind.allCases.map(\.rawValue)))
    }

    @Test func everyEventSurvivesTheNewestVersion() throws {
        for message in ClientSamples.all() { try expectUnchanged(message, in: .standard) }
        for message in ServerSamples.all() { try expectUnchanged(message, in: .standard) }
    }

    @Test(arguments: dialects) func whatIsNotReportedAsOmittedSurvives(dialect: Dialect) throws {
        for message in ClientSamples.all() { try expectStable(message, in: dialect) }
        for message in ServerSamples.all() { try expectStable(message, in: dialect) }
    }

    /// Nothing is lost where the dialect says everything.
    private func expectUnchanged<Event>(_ message: Message<Event>, in dialect: Dialect) throws {
        guard let encoded = try encode(message, in: dialect) else { return }
        guard encoded.omitted.isEmpty else { return }
        let decoded = try Message<Event>(parsing: encoded.bytes, in: dialect)
        #expect(decoded == message, "\(message.event.type)")
    }

    /// What was written once is read and written again as the same bytes, whatever was left out the first time.
    private func expectStable<Event>(_ message: Message<Event>, in dialect: Dialect) throws {
        guard let once = try encode(message, in: dialect) else { return }
        let decoded = try Message<Event>(parsing: once.bytes, in: dialect)
        let twice = try decoded.encoded(in: dialect)
        #expect(twice.omitted == [], "\(message.event.type)")
        #expect(try JSONValue(parsing: once.bytes) == JSONValue(parsing: twice.bytes), "\(message.event.type)")
    }

    private func encode<Event>(_ message: Message<Event>, in dialect: Dialect) throws -> EncodedMessage? {
        do { return try message.encoded(in: dialect) } catch {
            guard case .notInDialect = error else { throw error }
            return nil
        }
    }
}
