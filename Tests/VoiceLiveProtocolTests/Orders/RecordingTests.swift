import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol

/// Every recorded order of events is understood to the last field, and written again as it was.
@Suite struct RecordingTests {
    static let dialects: [Dialect] = [.standard, .openAIBeta, .openAIGA]

    /// What services send though nobody documents it: kept, not modelled.
    static let knownExtras: Set<String> = ["greeting", "handoff", "truncation_strategy"]

    @Test(arguments: dialects) func everyLineIsUnderstood(dialect: Dialect) throws {
        var count = 0
        for name in try Recording.names(in: dialect) {
            for line in try Recording(name, in: dialect).lines {
                count += 1
                switch line.side {
                case .client: try expect(ClientMessage(parsing: line.event, in: dialect), line, name, dialect)
                case .server: try expect(ServerMessage(parsing: line.event, in: dialect), line, name, dialect)
                }
            }
        }
        #expect(count > 400)
    }

    private func expect<Event>(
        _ message: Message<Event>, _ line: RecordedLine, _ name: String, _ dialect: Dialect
    )
        throws
    {
        let what: Comment = "\(name): \(message.event.type)"
        if case .unknown = message.event.parts { Issue.record(what) }
        #expect(Unmodelled.names(in: message.event).subtracting(Self.knownExtras) == [], what)
        let again = try message.encoded(in: dialect)
        #expect(again.omitted == [], what)
        let (read, written) = (try JSONValue(parsing: line.event), try JSONValue(parsing: again.bytes))
        #expect(withoutNulls(read).text.count == withoutNulls(written).text.count, what)
        #expect(withoutNulls(read) == withoutNulls(written), what)
    }

    /// Null and missing mean the same wherever a field is not `Clearable`.
    private func withoutNulls(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let elements): .array(elements.map(withoutNulls))
        case .object(let object):
            .object(
                object.members.reduce(into: JSONObject()) { kept, member in
                    if member.value != .null { kept[member.name] = withoutNulls(member.value) }
                })
        case .number(let value) where value == value.rounded(): .integer(Int64(value))
        default: json
        }
    }
}

/// Finds what the types of this module left over, however deep.
enum Unmodelled {
    static func names(in value: Any) -> Set<String> {
        var names: Set<String> = []
        for child in Mirror(reflecting: value).children {
            if child.label == "extra", let extra = child.value as? JSONObject {
                names.formUnion(extra.members.map(\.name))
            } else {
                names.formUnion(Self.names(in: child.value))
            }
        }
        return names
    }
}
