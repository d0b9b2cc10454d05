/// How one mono stream of 16-bit samples runs. Devices with more channels are mixed by the sound server.
package struct StreamRate: Hashable, Sendable, BitwiseCopyable {
    /// Samples per second.
    package let hertz: Int32

    /// The highest rate a stream is opened at; faster devices are asked for this one, so that a block always fits.
    package static let highest = StreamRate(unchecked: 48_000)
    package static let lowest = StreamRate(unchecked: 8_000)

    private init(unchecked hertz: Int32) {
        self.hertz = hertz
    }

    /// `nil` outside 8–48 kHz, or where 10 ms are not a whole number of samples.
    package init?(hertz: Int) {
        guard hertz >= 8_000, hertz <= 48_000, hertz % 100 == 0 else { return nil }
        self.hertz = Int32(hertz)
    }

    /// Samples in one 10 ms block.
    package var blockSamples: Int { Int(hertz) / 100 }

    /// Whole milliseconds in `samples`, rounded down.
    package func milliseconds(samples: Int) -> Int { samples * 1_000 / Int(hertz) }

    /// Samples in `milliseconds`, rounded down.
    package func samples(milliseconds: Int) -> Int { milliseconds * Int(hertz) / 1_000 }
}
