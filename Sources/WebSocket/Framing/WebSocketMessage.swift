/// One whole message. Text is UTF-8 that has been checked.
package enum WebSocketMessage: Equatable, Sendable {
    case text([UInt8])
    case binary([UInt8])

    package var bytes: [UInt8] {
        switch self {
        case .text(let bytes), .binary(let bytes): bytes
        }
    }

    var opcode: Opcode {
        switch self {
        case .text: .text
        case .binary: .binary
        }
    }
}
