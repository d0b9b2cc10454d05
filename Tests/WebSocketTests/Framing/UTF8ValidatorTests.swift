import Testing
import WebSocket

@Suite struct UTF8ValidatorTests {
    /// Whether the bytes are accepted as whole text when cut into pieces of `size`.
    private func accepts(_ bytes: [UInt8], inPiecesOf size: Int) -> Bool {
        var validator = UTF8Validator()
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            guard validator.accept(piece.span) else { return false }
        }
        return validator.isComplete
    }

    @Test(arguments: [
        "", "plain ASCII that is longer than eight bytes", "κόσμε", "€", "😀", "\u{10FFFF}\u{D7FF}\u{E000}",
    ])
    func textIsAcceptedHoweverItIsCut(_ text: String) {
        for size in 1...9 { #expect(accepts(Array(text.utf8), inPiecesOf: size)) }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x80], [0xC3, 0x28], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
            [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0xFF],
        ] as [[UInt8]])
    func wrongBytesAreRefusedHoweverTheyAreCut(_ bytes: [UInt8]) {
        for size in 1...9 { #expect(!accepts(bytes, inPiecesOf: size)) }
    }

    @Test(arguments: [[0xCE], [0xE2, 0x82], [0xF0, 0x9F, 0x98]] as [[UInt8]])
    func aCutCharacterIsNotYetWrongAndNotComplete(_ bytes: [UInt8]) {
        var validator = UTF8Validator()
        let isAccepted = validator.accept(bytes.span)
        #expect(isAccepted)
        #expect(!validator.isComplete)
    }

    @Test func aByteIsRefusedAsSoonAsNothingCouldMakeItGood() {
        var validator = UTF8Validator()
        let verdicts = [[0xF4], [0x90]].map { (bytes: [UInt8]) in validator.accept(bytes.span) }
        #expect(verdicts == [true, false])
    }

    /// The standard library is the judge of every first byte with second bytes round every border, and tails at random.
    @Test func verdictsAreThoseOfTheStandardLibrary() {
        var generator = FixedGenerator(seed: 7)
        let seconds: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF4, 0xFF,
        ]
        for first in UInt8.min...UInt8.max {
            for second in seconds {
                let tail = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                    UInt8.random(in: 0x70...0xC4, using: &generator)
                }
                let bytes = [first, second] + tail
                #expect(accepts(bytes, inPiecesOf: 3) == (String(validating: bytes, as: UTF8.self) != nil))
            }
        }
    }
}
