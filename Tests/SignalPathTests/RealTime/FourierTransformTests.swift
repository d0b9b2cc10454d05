import Testing

@testable import SignalPath

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct FourierTransformTests {
    @Test(arguments: [4, 8, 16, 32, 64, 128, 256, 512])
    func saysWhatTheDefinitionSays(size: Int) {
        let (real, imaginary) = (noise(size, seed: 1), noise(size, seed: 2))
        var (a, b) = (real, imaginary)
        FourierTransform(size: size).forward(&a, &b)
        for bin in 0..<size {
            var (x, y) = (0.0, 0.0)
            for index in 0..<size {
                let angle = -2 * Double.pi * Double(index * bin % size) / Double(size)
                x += Double(real[index]) * cos(angle) - Double(imaginary[index]) * sin(angle)
                y += Double(real[index]) * sin(angle) + Double(imaginary[index]) * cos(angle)
            }
            #expect(abs(Double(a[bin]) - x) < 1e-5 * Double(size), "bin \(bin)")
            #expect(abs(Double(b[bin]) - y) < 1e-5 * Double(size), "bin \(bin)")
        }
    }

    @Test(arguments: [256, 512, 16_384])
    func goesBackBySwappedParts(size: Int) {
        let (real, imaginary) = (noise(size, seed: 3), noise(size, seed: 4))
        var (a, b) = (real, imaginary)
        let transform = FourierTransform(size: size)
        transform.forward(&a, &b)
        transform.forward(&b, &a)
        let worst = (0..<size).map {
            max(abs(a[$0] / Float(size) - real[$0]), abs(b[$0] / Float(size) - imaginary[$0]))
        }
        #expect(worst.max() ?? 1 < 1e-5)
    }

    private func noise(_ count: Int, seed: UInt64) -> [Float] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
        }
    }
}
