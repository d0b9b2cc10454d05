import Testing

@testable import SignalPath

@Suite struct G711Tests {
    /// Known pairs of the standard's tables.
    @Test func encodesAsTheTablesSay() {
        #expect(
            G711.muLaw.encode([0, -1, 32_767, -32_768, 1_000, -1_000].span) == [0xFF, 0x7F, 0x80, 0x00, 0xCE, 0x4E])
        #expect(
            G711.aLaw.encode([0, -1, 32_767, -32_768, 1_000, -1_000].span) == [0xD5, 0x55, 0xAA, 0x2A, 0xFA, 0x7A])
        #expect(G711.muLaw.decode([0xFF, 0x80, 0x00]) == [0, 32_124, -32_124])
        #expect(G711.aLaw.decode([0xD5, 0x55, 0xAA, 0x2A]) == [8, -8, 32_256, -32_256])
    }

    @Test(arguments: G711.allCases) func everyByteComesBack(law: G711) {
        for byte in UInt8.min...UInt8.max where !(law == .muLaw && byte == 0x7F) {
            #expect(law.encode(law.decode([byte]).span) == [byte])
        }
    }

    @Test(arguments: G711.allCases) func theErrorIsSmallForEverySample(law: G711) {
        for sample in stride(from: Int16(-32_768), through: 32_700, by: 17) {
            let back = law.decode([law.encode(sample)])[0]
            #expect(abs(Int(back) - Int(sample)) <= max(16, Int(sample.magnitude) / 28 + 8))
        }
    }
}
