import ControlProtocol
import Conversation

/// One line of the journal on disk, before it is bytes.
enum JournalWord: Equatable, Sendable {
    /// The first line: whose conversation this is.
    case begins(JournalHead)
    case entry(JournalEntry)
    /// A daemon took the conversation up again.
    case resumed
}

/// Whose conversation a journal tells, and how it was asked for. Nothing in it is a secret: what a client passed for the
/// service alone, which may hold keys, is left out.
struct JournalHead: Equatable, Sendable {
    var uid: UInt32
    var client: String?
    var priority: PriorityClass
    var mode: SessionStart.Mode
    var profile: String?
    var idleTimeoutMilliseconds: Int?
    /// It belongs to nobody's connection, and all that it was asked for stands here: a daemon may begin it again unasked.
    var mayBeginUnasked: Bool

    init(_ uid: UInt32, client: String? = nil, priority: PriorityClass = .ui, params: SessionStart.Params = .init()) {
        self.uid = uid
        self.client = client
        self.priority = priority
        mode = params.mode
        profile = params.profile
        idleTimeoutMilliseconds = params.idleTimeoutMilliseconds
        mayBeginUnasked = params.owner.onGone == .keep && params.overrides == nil
    }

    /// The same session asked for once more.
    var params: SessionStart.Params {
        SessionStart.Params(
            profile: profile, mode: mode, owner: OwnerPolicy(onGone: mayBeginUnasked ? .keep : .end),
            idleTimeoutMilliseconds: idleTimeoutMilliseconds)
    }
}

extension JournalWord {
    var wire: JSONValue {
        switch self {
        case .begins(let head): ["begins": head.wire]
        case .entry(.line(let line)): ["line": line.wire]
        case .entry(.spent(let totals)): ["spent": totals.wire]
        case .entry(.ended): ["ended": true]
        case .resumed: ["resumed": true]
        }
    }

    /// The words of this version.
    static let names: Set = ["begins", "line", "spent", "ended", "resumed"]

    init?(wire: JSONValue) {
        guard let member = wire.object?.members.first else { return nil }
        let word: JournalWord? =
            switch member.name {
            case "begins": JournalHead(wire: member.value).map(Self.begins)
            case "line": TranscriptLine(wire: member.value).map { .entry(.line($0)) }
            case "spent": .entry(.spent(UsageTotals(wire: member.value)))
            case "ended": .entry(.ended)
            case "resumed": .resumed
            default: nil
            }
        guard let word else { return nil }
        self = word
    }
}

extension JournalHead {
    fileprivate var wire: JSONValue {
        var members = JSONObject()
        members["uid"] = .integer(Int64(uid))
        members["client"] = client.map(JSONValue.string)
        members["priority"] = .string(priority.rawValue)
        members["mode"] = .string(mode.rawValue)
        members["profile"] = profile.map(JSONValue.string)
        members["idle_timeout_ms"] = idleTimeoutMilliseconds.map { .integer(Int64($0)) }
        members["unasked"] = .bool(mayBeginUnasked)
        return .object(members)
    }

    fileprivate init?(wire: JSONValue) {
        guard let uid = wire["uid"]?.wholeNumber.flatMap(UInt32.init(exactly:)),
            let priority = wire["priority"]?.string.flatMap(PriorityClass.init(rawValue:)),
            let mode = wire["mode"]?.string.flatMap(SessionStart.Mode.init(rawValue:))
        else { return nil }
        self.init(uid, client: wire["client"]?.string, priority: priority)
        self.mode = mode
        profile = wire["profile"]?.string
        idleTimeoutMilliseconds = wire["idle_timeout_ms"]?.wholeNumber.flatMap { Int(exactly: $0) }
        mayBeginUnasked = wire["unasked"]?.bool ?? false
    }
}

extension TranscriptLine {
    fileprivate var wire: JSONValue {
        var members = JSONObject()
        members["turn"] = .integer(Int64(place.turn))
        members["position"] = .integer(Int64(place.position))
        members["item"] = .string(item.text)
        members["speaker"] = .string(speaker.rawValue)
        members["text"] = .string(text.text)
        if let heard {
            members["heard"] = [
                "text": .string(heard.text.text), "ms": .integer(Int64(heard.milliseconds)),
                "cut": .bool(heard.wasCutShort),
            ]
        }
        switch state {
        case .final: break
        case .partial: members["state"] = "partial"
        case .missing: members["state"] = "missing"
        case .failed(let reason): members["failed"] = .string(reason)
        }
        return .object(members)
    }

    fileprivate init?(wire: JSONValue) {
        guard let turn = wire["turn"]?.wholeNumber.flatMap({ Int(exactly: $0) }),
            let position = wire["position"]?.wholeNumber.flatMap({ Int(exactly: $0) }),
            let speaker = wire["speaker"]?.string.flatMap(Speaker.init(rawValue:)),
            let text = wire["text"]?.string
        else { return nil }
        let state: LineState? =
            switch (wire["state"]?.string, wire["failed"]?.string) {
            case (nil, nil): .final
            case ("partial", nil): .partial
            case ("missing", nil): .missing
            case (nil, let reason?): .failed(reason: reason)
            default: nil
            }
        guard let state else { return nil }
        self.init(
            place: TranscriptPlace(turn: turn, position: position), item: ItemID(wire["item"]?.string ?? ""),
            speaker: speaker, text: PrivateText(text),
            heard: wire["heard"].map(HeardTruth.init(wire:)), state: state)
    }
}

extension HeardTruth {
    fileprivate init(wire: JSONValue) {
        self.init(
            text: PrivateText(wire["text"]?.string ?? ""),
            milliseconds: wire["ms"]?.wholeNumber.flatMap { Int(exactly: $0) } ?? 0,
            wasCutShort: wire["cut"]?.bool ?? false)
    }
}

extension UsageTotals {
    private static let counts: [(name: String, count: any WritableKeyPath<UsageTotals, Int> & Sendable)] = [
        ("input_text", \.inputText), ("input_audio", \.inputAudio), ("cached_text", \.cachedText),
        ("cached_audio", \.cachedAudio), ("output_text", \.outputText), ("output_audio", \.outputAudio),
        ("sound", \.sound), ("responses", \.responses), ("uncounted", \.uncounted), ("cost", \.knownCost.billionths),
    ]

    fileprivate var wire: JSONValue {
        var members = JSONObject()
        for (name, count) in Self.counts { members[name] = .integer(Int64(self[keyPath: count])) }
        members["priced"] = .bool(cost != nil)
        return .object(members)
    }

    fileprivate init(wire: JSONValue) {
        self.init()
        for (name, count) in Self.counts {
            self[keyPath: count] = max(0, wire[name]?.wholeNumber.flatMap { Int(exactly: $0) } ?? 0)
        }
        cost = wire["priced"]?.bool == true ? knownCost : nil
    }
}
