/// Noise of two at most, for detectors to be shown where a microphone that is not muted gives digital silence: a virtual
/// one, or one that shuts by itself while nobody talks. That is a very quiet room; none of them was made for zeros.
///
/// Pipeline thread; only `init` allocates.
struct Rustle: ~Copyable {
    private(set) var samples: [Int16]
    private var random: UInt32 = 0x1D87_2B41

    init(samples: Int) {
        self.samples = Array(repeating: 0, count: samples)
    }

    /// Makes the next 10 ms.
    mutating func goOn() {
        for index in 0..<samples.count {
            random = random &* 1_664_525 &+ 1_013_904_223
            samples[index] = Int16(random >> 24) % 5 - 2
        }
    }
}
