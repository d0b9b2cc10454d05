import Testing
import WebSocket

@Suite struct FrameHeaderTests {
    @Test(arguments: [0, 1, 125, 126, 127, 65535, 65536, 1 << 40])
    func theLengthFieldIsTheShortestThatHoldsTheLength(_ length: Int) {
        var bytes: [UInt8] = []
        FrameHeader(opcode: .binary, length: length).write(to: &bytes)
        let expected: [UInt8] =
            switch length {
            case ..<126: [0x82, UInt8(length)]
            case ..<65536: [0x82, 126] + Frames.bigEndian(length, 2)
            default: [0x82, 127] + Frames.bigEndian(length, 8)
            }
        #expect(bytes == expected)
    }

    @Test func theMaskStandsBehindTheLength() {
        var bytes: [UInt8] = []
        FrameHeader(isFinal: false, opcode: .text, length: 3, mask: MaskKey(bits: 0x0403_0201)).write(to: &bytes)
        #expect(bytes == [0x01, 0x83, 1, 2, 3, 4])
    }
}
