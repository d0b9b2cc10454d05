import Testing

@testable import SignalPath

@Suite struct FractionalReaderTests {
    /// As single precision sees it, this much before the next sample is the next sample.
    @Test(arguments: [0, 0.25, 0.5, 1 - 1e-9, 1 - 1e-12, 0.999_999_97]) func everyPlaceCanBeRead(rest: Double) {
        let ramp = (0..<64).map { Int16($0 * 100) }
        let read = FractionalReader().sample(ramp.span, at: 31 + rest)
        #expect(abs(Double(read) - 100 * (31 + rest)) < 20)
    }

    @Test func nothingIsReadBesideTheSamples() {
        let reader = FractionalReader()
        let few = [Int16](repeating: 1_000, count: 20)
        for place in [-1e9, -0.5, 0, 6.9, 11.999_999_999_999, 12, 19, 1e9] {
            let read = reader.sample(few.span, at: place)
            #expect(read == 0 || abs(Int(read) - 1_000) < 20)
        }
    }
}
