#if canImport(Glibc)
    import Glibc
#endif

/// Fast Fourier transform of a fixed power-of-two size, in place on real and imaginary parts.
///
/// Written by hand because the filters need it a thousand times a second on two plain arrays, and the one in libspeexdsp is
/// private to it. Two halvings at a time, four samples at a time.
///
/// Belongs to one thread; only `init` allocates.
struct FourierTransform {
    private typealias Lane = SIMD4<Float>

    let size: Int
    /// Of the halving whose parts have `half` samples, from `half` on: cos and −sin of π·offset/half.
    private let cosines: [Float]
    private let sines: [Float]
    /// Which samples change places before the first halving.
    private let swaps: [(Int32, Int32)]

    /// - Parameter size: A power of two, 4 or more.
    init(size: Int) {
        precondition(size >= 4 && size.nonzeroBitCount == 1)
        self.size = size
        let angles = (0..<size).map { place in
            let half = place == 0 ? 1 : 1 << (Int.bitWidth - 1 - place.leadingZeroBitCount)
            return Double.pi * Double(place - half) / Double(half)
        }
        cosines = angles.map { Float(cos($0)) }
        sines = angles.map { Float(-sin($0)) }
        let bits = size.trailingZeroBitCount
        swaps = (0..<Int32(size)).compactMap { index in
            let other = (0..<Int32(bits)).reduce(Int32(0)) { $0 | ((index >> $1) & 1) << (Int32(bits) - 1 - $1) }
            return other > index ? (index, other) : nil
        }
    }

    /// Forward transform. For the inverse, swap the parts before and after, and divide by `size`.
    func forward(_ realParts: inout [Float], _ imaginaryParts: inout [Float]) {
        precondition(realParts.count == size && imaginaryParts.count == size)
        unsafe realParts.withUnsafeMutableBufferPointer { real in
            unsafe imaginaryParts.withUnsafeMutableBufferPointer { imaginary in
                guard let real = real.baseAddress, let imaginary = imaginary.baseAddress else { return }
                unsafe transform(Parts(real: real, imaginary: imaginary))
            }
        }
    }

    private func transform(_ parts: Parts) {
        for (one, other) in swaps { unsafe parts.swapAt(Int(one), Int(other)) }
        for start in stride(from: 0, to: size, by: 4) { unsafe parts.combineFour(start) }
        var half = 4
        if (size.trailingZeroBitCount & 1) == 1 {
            unsafe combine(parts, half: half)
            half = 8
        }
        while half < size {
            unsafe combineTwice(parts, half: half)
            half <<= 2
        }
    }

    /// One halving; `half` is a multiple of four.
    private func combine(_ parts: Parts, half: Int) {
        for start in stride(from: 0, to: size, by: 2 * half) {
            for offset in stride(from: 0, to: half, by: 4) {
                let turn = turn(half + offset)
                let (low, high) = (start + offset, start + offset + half)
                let (one, other) = unsafe (parts[low], parts[high] * turn)
                unsafe parts[low] = one + other
                unsafe parts[high] = one - other
            }
        }
    }

    /// The halvings of `half` and of twice that, in one go over the samples.
    private func combineTwice(_ parts: Parts, half: Int) {
        for start in stride(from: 0, to: size, by: 4 * half) {
            for offset in stride(from: 0, to: half, by: 4) {
                let (inner, outer) = (turn(half + offset), turn(2 * half + offset))
                let place = start + offset
                let (a, b) = unsafe (parts[place], parts[place + half] * inner)
                let (c, d) = unsafe (parts[place + 2 * half], parts[place + 3 * half] * inner)
                let (low, high) = ((c + d) * outer, ((c - d) * outer).turnedBack)
                unsafe parts[place] = a + b + low
                unsafe parts[place + half] = a - b + high
                unsafe parts[place + 2 * half] = a + b - low
                unsafe parts[place + 3 * half] = a - b - high
            }
        }
    }

    @inline(__always) private func turn(_ place: Int) -> Four {
        unsafe cosines.withUnsafeBytes { cosines in
            unsafe sines.withUnsafeBytes { sines in
                let offset = place * MemoryLayout<Float>.stride
                return unsafe Four(
                    real: cosines.loadUnaligned(fromByteOffset: offset, as: Lane.self),
                    imaginary: sines.loadUnaligned(fromByteOffset: offset, as: Lane.self))
            }
        }
    }
}

/// Four complex numbers. The product is inlined by order: left to itself the compiler calls it, three times for four samples.
private struct Four {
    var real: SIMD4<Float>
    var imaginary: SIMD4<Float>

    /// By a quarter: times −i.
    var turnedBack: Four { Four(real: imaginary, imaginary: -real) }

    static func + (one: Four, other: Four) -> Four {
        Four(real: one.real + other.real, imaginary: one.imaginary + other.imaginary)
    }

    static func - (one: Four, other: Four) -> Four {
        Four(real: one.real - other.real, imaginary: one.imaginary - other.imaginary)
    }

    @inline(__always) static func * (one: Four, other: Four) -> Four {
        Four(
            real: one.real * other.real - one.imaginary * other.imaginary,
            imaginary: one.real * other.imaginary + one.imaginary * other.real)
    }
}

/// Where the samples lie while they are transformed; every place that is asked for is below the transform's size.
@unsafe private struct Parts {
    let real: UnsafeMutablePointer<Float>
    let imaginary: UnsafeMutablePointer<Float>

    subscript(place: Int) -> Four {
        get {
            unsafe Four(
                real: UnsafeRawPointer(real + place).loadUnaligned(as: SIMD4<Float>.self),
                imaginary: UnsafeRawPointer(imaginary + place).loadUnaligned(as: SIMD4<Float>.self))
        }
        nonmutating set {
            unsafe UnsafeMutableRawPointer(real + place).storeBytes(of: newValue.real, as: SIMD4<Float>.self)
            unsafe UnsafeMutableRawPointer(imaginary + place).storeBytes(of: newValue.imaginary, as: SIMD4<Float>.self)
        }
    }

    func swapAt(_ one: Int, _ other: Int) {
        unsafe swap(&real[one], &real[other])
        unsafe swap(&imaginary[one], &imaginary[other])
    }

    /// The first two halvings, which turn nothing but by quarters.
    func combineFour(_ start: Int) {
        let (re, im) = unsafe (real + start, imaginary + start)
        let (a, b) = unsafe ((re[0] + re[1], im[0] + im[1]), (re[0] - re[1], im[0] - im[1]))
        let (c, d) = unsafe ((re[2] + re[3], im[2] + im[3]), (re[2] - re[3], im[2] - im[3]))
        unsafe (re[0], im[0]) = (a.0 + c.0, a.1 + c.1)
        unsafe (re[1], im[1]) = (b.0 + d.1, b.1 - d.0)
        unsafe (re[2], im[2]) = (a.0 - c.0, a.1 - c.1)
        unsafe (re[3], im[3]) = (b.0 - d.1, b.1 + d.0)
    }
}
