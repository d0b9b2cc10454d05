import VoiceLiveProtocol

/// One event of the Wyoming protocol: a line of JSON, then more JSON, then bytes.
struct WyomingEvent: Sendable, Equatable {
    var type: String
    var data: JSONObject = [:]
    var payload: [UInt8] = []

    var encoded: [UInt8] {
        var head: JSONObject = [:]
        head["type"] = .string(type)
        let more = data.isEmpty ? [] : JSONValue.object(data).encoded
        if !more.isEmpty { head["data_length"] = .integer(Int64(more.count)) }
        if !payload.isEmpty { head["payload_length"] = .integer(Int64(payload.count)) }
        return JSONValue.object(head).encoded + [0x0A] + more + payload
    }

    static func == (one: WyomingEvent, other: WyomingEvent) -> Bool {
        one.type == other.type && one.payload == other.payload
            && JSONValue.object(one.data) == JSONValue.object(other.data)
    }
}

/// Takes events out of bytes cut anywhere. Pure.
struct WyomingReader: Sendable {
    static let longestHead = 64 << 10
    static let mostData = 1 << 20
    static let mostPayload = 4 << 20

    enum Fault: Error, Equatable, CustomStringConvertible {
        case notWyoming(String)
        case tooLarge(String)

        var description: String {
            switch self {
            case .notWyoming(let why): "this is not the Wyoming protocol: \(why)"
            case .tooLarge(let what): "\(what) is too large"
            }
        }
    }

    private struct Head {
        var type: String
        var data: JSONObject
        var dataLength: Int
        var payloadLength: Int
    }

    private var bytes: [UInt8] = []
    private var head: Head?
    /// Bytes that were searched for the line's end.
    private var searched = 0

    mutating func take(_ more: [UInt8]) throws(Fault) -> [WyomingEvent] {
        bytes += more
        var events: [WyomingEvent] = []
        while let event = try next() { events.append(event) }
        return events
    }

    private mutating func next() throws(Fault) -> WyomingEvent? {
        if head == nil { head = try readHead() }
        guard let open = head, bytes.count >= open.dataLength + open.payloadLength else { return nil }
        head = nil
        var data = open.data
        if open.dataLength > 0 {
            guard let more = try? JSONValue(parsing: Array(bytes[..<open.dataLength])), let object = more.object else {
                throw .notWyoming("the data of \"\(open.type.prefix(40))\" is no JSON object")
            }
            data.merge(object)
        }
        let end = open.dataLength + open.payloadLength
        let payload = Array(bytes[open.dataLength..<end])
        bytes.removeFirst(end)
        return WyomingEvent(type: open.type, data: data, payload: payload)
    }

    private mutating func readHead() throws(Fault) -> Head? {
        guard let end = bytes[searched...].firstIndex(of: 0x0A) else {
            searched = bytes.count
            guard bytes.count <= Self.longestHead else { throw .tooLarge("a head") }
            return nil
        }
        searched = 0
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        guard line.count <= Self.longestHead else { throw .tooLarge("a head") }
        guard let json = try? JSONValue(parsing: line), let type = json["type"].string else {
            throw .notWyoming("a line is no JSON object with a type")
        }
        return Head(
            type: type, data: json["data"].object ?? [:],
            dataLength: try Self.length(json["data_length"], atMost: Self.mostData, "the data"),
            payloadLength: try Self.length(json["payload_length"], atMost: Self.mostPayload, "the payload"))
    }

    private static func length(_ value: JSONValue, atMost limit: Int, _ what: String) throws(Fault) -> Int {
        if value == .null { return 0 }
        guard let length = value.int, length >= 0 else { throw .notWyoming("a length cannot be read") }
        guard length <= limit else { throw .tooLarge(what) }
        return length
    }
}
