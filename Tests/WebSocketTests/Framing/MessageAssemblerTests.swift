import Testing
import WebSocket

@Suite struct MessageAssemblerTests {
    /// What comes out of `bytes` when they are cut at `cuts`, and the violation that ends it.
    private func run(
        _ bytes: [UInt8], role: Role = .client, limit: Int = 1 << 20, cuts: [Int] = []
    ) -> (arrivals: [MessageAssembler.Arrival], violation: ProtocolViolation?) {
        var assembler = MessageAssembler(role: role, limit: limit)
        var arrivals: [MessageAssembler.Arrival] = []
        var start = 0
        do throws(ProtocolViolation) {
            for end in cuts + [bytes.count] {
                let piece = Array(bytes[start..<end])
                start = end
                var offset = 0
                while let arrival = try assembler.next(piece.span, &offset) { arrivals.append(arrival) }
            }
            return (arrivals, nil)
        } catch {
            return (arrivals, error)
        }
    }

    private static let conversation =
        Frames.text("hello") + Frames.text("κόσ", isFinal: false) + Frames.frame(9, [1, 2])
        + Frames.frame(0, Array("με€😀".utf8)) + Frames.frame(2, [UInt8](repeating: 7, count: 130)) + Frames.frame(10)
        + Frames.frame(1) + Frames.close(1000, "bye")
    private static let arrivals: [MessageAssembler.Arrival] = [
        .message(.text(Array("hello".utf8))), .ping([1, 2]), .message(.text(Array("κόσμε€😀".utf8))),
        .message(.binary([UInt8](repeating: 7, count: 130))), .pong([]), .message(.text([])),
        .close(CloseFrame(code: .normal, reason: "bye")),
    ]

    @Test func aConversationIsReadWhereverItIsCutOnce() {
        for cut in 0...Self.conversation.count {
            #expect(run(Self.conversation, cuts: [cut]).arrivals == Self.arrivals)
        }
    }

    @Test func aConversationIsReadWhereverItIsCutTwice() {
        let bytes = Array(Self.conversation.prefix(60))
        let whole = run(bytes).arrivals
        #expect(whole.count == 3)
        for first in 0...bytes.count {
            for second in first...bytes.count { #expect(run(bytes, cuts: [first, second]).arrivals == whole) }
        }
    }

    @Test func aConversationIsReadByteByByte() {
        #expect(run(Self.conversation, cuts: Array(1..<Self.conversation.count)).arrivals == Self.arrivals)
    }

    @Test func maskedPayloadIsUnmaskedWhereverItIsCut() {
        let payload = (0..<40).map { UInt8($0) }
        let bytes = Frames.frame(2, payload, mask: [0x11, 0x22, 0x33, 0x44])
        for cut in 0...bytes.count {
            #expect(run(bytes, role: .server, cuts: [cut]).arrivals == [.message(.binary(payload))])
        }
    }

    @Test func lengthsThatAreNotTheShortestAreRead() {
        #expect(run([0x81, 126, 0, 2, 0x68, 0x69]).arrivals == [.message(.text([0x68, 0x69]))])
        #expect(run([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 1, 0x68]).arrivals == [.message(.text([0x68]))])
    }

    @Test(arguments: [
        ("reserved bit", Frames.frame(1, [0x61], reserved: 4)), ("opcode 3", Frames.frame(3)),
        ("opcode 11", Frames.frame(11)), ("fragmented ping", Frames.frame(9, isFinal: false)),
        ("long ping", Frames.frame(9, [UInt8](repeating: 0, count: 126))), ("continuation of nothing", Frames.frame(0)),
        ("message in message", Frames.text("a", isFinal: false) + Frames.text("b")),
        ("masked from a server", Frames.frame(1, [0x61], mask: [1, 2, 3, 4])),
        ("length with highest bit", [0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("close of one byte", Frames.frame(8, [3])),
        ("close code 1005", Frames.close(1005)), ("close code 999", Frames.close(999)),
        ("close code 2999", Frames.close(2999)), ("close code 5000", Frames.close(5000)),
    ])
    func brokenFramingEndsWith1002(_ name: String, _ bytes: [UInt8]) {
        #expect(run(bytes).violation?.code == .protocolError, "\(name)")
    }

    @Test func anUnmaskedFrameFromAClientEndsWith1002() {
        #expect(run(Frames.text("a"), role: .server).violation?.code == .protocolError)
    }

    @Test func aBadHeaderIsRefusedAfterTwoBytes() {
        #expect(run([0xF1, 0x05]).violation?.code == .protocolError)
    }

    @Test func badTextEndsWith1007BeforeTheMessageIsWhole() {
        let begun = Frames.frame(1, [0x61, 0xF4], isFinal: false)
        #expect(run(begun).violation == nil)
        let wrong = begun + [0x00, 0x7F]
        #expect(run(wrong).violation == nil)
        #expect(run(begun + Frames.frame(0, [0x90], isFinal: false)).violation?.code == .invalidPayload)
        #expect(run(Array(Frames.frame(1, [0xFF, 0x61, 0x61]).prefix(3))).violation?.code == .invalidPayload)
    }

    @Test func textThatEndsInsideACharacterEndsWith1007() {
        #expect(run(Frames.frame(1, [0xCE])).violation?.code == .invalidPayload)
        #expect(run(Frames.frame(8, [3, 0xE8, 0xFF])).violation?.code == .invalidPayload)
    }

    @Test func aMessageOverTheLimitIsRefusedByItsHeader() {
        let limit = 1000
        #expect(run(Frames.frame(2, [UInt8](repeating: 0, count: limit)), limit: limit).violation == nil)
        #expect(run([0x82, 126, 3, 0xE9], limit: limit).violation?.code == .messageTooBig)
        let begun = Frames.frame(2, [UInt8](repeating: 0, count: 999), isFinal: false)
        #expect(run(begun + [0x00, 1], limit: limit).violation == nil)
        #expect(run(begun + [0x00, 2], limit: limit).violation?.code == .messageTooBig)
        #expect(run([0x82, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).violation?.code == .messageTooBig)
    }

    @Test func bytesNobodyFramedNeverEndInAMessageOverTheLimit() {
        var generator = FixedGenerator(seed: 3)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 1...64, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            for case .message(let message) in run(bytes, limit: 16).arrivals { #expect(message.bytes.count <= 16) }
        }
    }
}
