#if canImport(Glibc)
    import Glibc
#endif

/// Fast Fourier transform of a fixed power-of-two size, in place on real and imaginary parts.
///
/// Belongs to one thread; only `init` allocates.
struct FourierTransform {
    let size: Int
    private let cosines: [Float]
    private let sines: [Float]
    private let reversed: [Int32]

    init(size: Int) {
        self.size = size
        cosines = (0..<(size / 2)).map { Float(cos(2 * .pi * Double($0) / Double(size))) }
        sines = (0..<(size / 2)).map { Float(-sin(2 * .pi * Double($0) / Double(size))) }
        let bits = size.trailingZeroBitCount
        reversed = (0..<size).map { index in
            (0..<bits).reduce(Int32(0)) { $0 | (Int32((index >> $1) & 1) << Int32(bits - 1 - $1)) }
        }
    }

    /// Forward transform. For the inverse, swap the parts before and after, and divide by `size`.
    func forward(_ realParts: inout [Float], _ imaginaryParts: inout [Float]) {
        var real = realParts.mutableSpan
        var imaginary = imaginaryParts.mutableSpan
        reorder(&real, &imaginary)
        var half = 1
        while half < size {
            combine(&real, &imaginary, half: half)
            half <<= 1
        }
    }

    private func reorder(_ real: inout MutableSpan<Float>, _ imaginary: inout MutableSpan<Float>) {
        for index in 0..<size {
            let other = Int(reversed[index])
            guard other > index else { continue }
            real.swapAt(index, other)
            imaginary.swapAt(index, other)
        }
    }

    private func combine(_ real: inout MutableSpan<Float>, _ imaginary: inout MutableSpan<Float>, half: Int) {
        let stride = size / (2 * half)
        var start = 0
        while start < size {
            for offset in 0..<half {
                let (low, high) = (start + offset, start + offset + half)
                let (cosine, sine) = (cosines[offset * stride], sines[offset * stride])
                let realPart = real[high] * cosine - imaginary[high] * sine
                let imaginaryPart = real[high] * sine + imaginary[high] * cosine
                real[high] = real[low] - realPart
                imaginary[high] = imaginary[low] - imaginaryPart
                real[low] += realPart
                imaginary[low] += imaginaryPart
            }
            start += 2 * half
        }
    }
}
