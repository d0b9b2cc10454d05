import VoiceLiveFixtures
import VoiceLiveProtocol

/// Breaks a value in one place at a time.
enum Damage {
    private static let strangers: [JSONValue] = [
        nil, 1e300, .wideInteger("99999999999999999999"), "?", ["x"], ["type": "?"],
    ]

    static func all(of json: JSONValue) -> [JSONValue] {
        strangers + inside(json)
    }

    private static func inside(_ json: JSONValue) -> [JSONValue] {
        switch json {
        case .array(let elements):
            elements.indices.flatMap { index in
                all(of: elements[index]).map { damaged in
                    var broken = elements
                    broken[index] = damaged
                    return .array(broken)
                }
            }
        case .object(let object):
            object.members.flatMap { member -> [JSONValue] in
                var without = object
                without[member.name] = nil
                return [.object(without)]
                    + all(of: member.value).map { damaged in
                        var broken = object
                        broken[member.name] = damaged
                        return .object(broken)
                    }
            }
        default: []
        }
    }
}

/// The recording of errors that are none.
enum HarmlessErrors {
    static func races() throws -> [HarmlessRace?] {
        try Recording("harmless-errors").serverMessages().compactMap { message in
            if case .error(let report) = message.event { report.error.race } else { nil }
        }
    }
}
