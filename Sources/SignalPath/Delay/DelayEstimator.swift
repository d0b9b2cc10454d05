import Sound

/// Finds how far the echo lags behind the reference: generalised cross-correlation with phase transform over one second,
/// averaged, five times a second, from 64 ms early to as late as is asked for.
///
/// A plain thread or the caller's own; never an audio thread.
package struct DelayEstimator: ~Copyable {
    /// Blocks between two estimates.
    static let interval = 20
    private static let earliest = 512
    private let latest: Int
    private let microphoneSamples: Int
    private let referenceSamples: Int

    private let transform = FourierTransform(size: 16_384)
    private var microphone: RecentSamples
    private var reference: RecentSamples
    private var real = [Float](repeating: 0, count: 16_384)
    private var imaginary = [Float](repeating: 0, count: 16_384)
    private var crossReal = [Float](repeating: 0, count: 16_384)
    private var crossImaginary = [Float](repeating: 0, count: 16_384)
    private var generation: UInt32?
    private var gathered = 0
    private var lastPlace: Int?
    private var drift = DriftEstimator()

    /// - Parameter longestMilliseconds: The latest echo that is looked for, up to 1,000.
    package init(longestMilliseconds: Int = 500) {
        // Twelve milliseconds more, so that an echo at the very end has a peak.
        latest = min(max(longestMilliseconds, 20), 1_000) * DelayTap.rate / 1_000 + 96
        microphoneSamples = min(8_192, transform.size - Self.earliest - latest)
        referenceSamples = microphoneSamples + Self.earliest + latest
        microphone = RecentSamples(count: referenceSamples)
        reference = microphone
    }

    /// Takes the next 10 ms; an estimate every 200 ms once there is enough sound of both.
    package mutating func add(_ tap: borrowing DelayTap) -> DelayEstimate? {
        if tap.generation != generation { start(tap.generation) }
        microphone.append(tap.microphone.span)
        reference.append(tap.reference.span)
        gathered += 1
        guard tap.block % Self.interval == 0, gathered >= 40, isReferenceLoud, isMicrophoneAlive else { return nil }
        correlate()
        var found = peak(block: tap.block, generation: tap.generation)
        found.drift = drift.add(found)
        return found
    }

    private mutating func start(_ new: UInt32) {
        generation = new
        gathered = 0
        lastPlace = nil
        drift.reset()
        microphone.clear()
        reference.clear()
        for index in 0..<transform.size {
            crossReal[index] = 0
            crossImaginary[index] = 0
        }
    }

    /// Above −60 dB of full scale over the last second.
    private var isReferenceLoud: Bool {
        var energy: Float = 0
        for index in (referenceSamples - microphoneSamples)..<referenceSamples {
            energy += reference[index] * reference[index]
        }
        return energy / Float(microphoneSamples) > 1e-6
    }

    /// More than samples of 1 over the last second: of a muted microphone one would only find again what was found before,
    /// and take the clocks for equal.
    private var isMicrophoneAlive: Bool {
        var energy: Float = 0
        for index in latest..<(latest + microphoneSamples) { energy += microphone[index] * microphone[index] }
        return energy / Float(microphoneSamples) > 1e-9
    }

    /// Adds this second's phases to the average of the past ones.
    private mutating func correlate() {
        for index in 0..<transform.size {
            // The microphone's second ends `earliest` before the reference's, so that both signs of delay are seen.
            real[index] = index < microphoneSamples ? microphone[latest + index] : 0
            imaginary[index] = index < referenceSamples ? reference[index] : 0
        }
        forward()
        let size = transform.size
        let (lowest, highest) = (200 * size / DelayTap.rate, 3_400 * size / DelayTap.rate)
        for bin in lowest..<highest {
            let mirror = size - bin
            let (nearReal, nearImaginary) = (real[bin] + real[mirror], imaginary[bin] - imaginary[mirror])
            let (farReal, farImaginary) = (imaginary[bin] + imaginary[mirror], real[mirror] - real[bin])
            // conj(near) · far, phase only.
            let productReal = nearReal * farReal + nearImaginary * farImaginary
            let productImaginary = nearReal * farImaginary - nearImaginary * farReal
            let size = max((productReal * productReal + productImaginary * productImaginary).squareRoot(), 1e-12)
            crossReal[bin] += 0.25 * (productReal / size - crossReal[bin])
            crossImaginary[bin] += 0.25 * (productImaginary / size - crossImaginary[bin])
        }
    }

    private mutating func peak(block: Int, generation: UInt32) -> DelayEstimate {
        // Inverse transform of a one-sided spectrum by swapped parts; its real part is half the correlation.
        for index in 0..<transform.size {
            real[index] = crossImaginary[index]
            imaginary[index] = crossReal[index]
        }
        forward()
        var (best, place, sum): (Float, Int, Float) = (0, 0, 0)
        for shift in 0...(latest + Self.earliest) {
            // A loudspeaker may be wired the wrong way round.
            let height = abs(imaginary[shift])
            sum += height
            if height > best { (best, place) = (height, shift) }
        }
        let mean = sum / Float(latest + Self.earliest + 1)
        // Rooms have strong reflections: the place found before is left only for a clearly better one.
        if let (height, near) = known(), height > 0.55 * best { (best, place) = (height, near) }
        lastPlace = place
        let lag = Float(latest) - (Float(place) + fraction(at: place))
        return DelayEstimate(
            block: block, generation: generation, milliseconds: lag * 1_000 / Float(DelayTap.rate),
            confidence: mean > 0 ? best / mean : 0)
    }

    /// The highest place within 1 ms of the one found last.
    private func known() -> (Float, Int)? {
        guard let lastPlace else { return nil }
        var (best, place): (Float, Int) = (0, lastPlace)
        for near in max(0, lastPlace - 8)...min(lastPlace + 8, latest + Self.earliest) {
            let height = abs(imaginary[near])
            if height > best { (best, place) = (height, near) }
        }
        return (best, place)
    }

    /// Where between samples the peak lies, by a parabola.
    private func fraction(at place: Int) -> Float {
        guard place > 0 else { return 0 }
        let (before, here, after) = (abs(imaginary[place - 1]), abs(imaginary[place]), abs(imaginary[place + 1]))
        let bend = before - 2 * here + after
        return bend < 0 ? min(max(0.5 * (before - after) / bend, -0.5), 0.5) : 0
    }

    private mutating func forward() {
        let transform = transform
        transform.forward(&real, &imaginary)
    }
}

/// The newest `count` samples, full scale 1. They are moved once in a while, not at every block.
private struct RecentSamples {
    private var samples: [Float]
    private let count: Int
    private var first = 0

    init(count: Int) {
        self.count = count
        samples = Array(repeating: 0, count: count + count / 4)
    }

    /// 0 is the oldest.
    subscript(index: Int) -> Float { samples[first + index] }

    mutating func append(_ new: Span<Int16>) {
        if first + count + new.count > samples.count {
            for index in 0..<count { samples[index] = samples[first + index] }
            first = 0
        }
        for index in new.indices { samples[first + count + index] = Float(new[index]) / 32_768 }
        first += new.count
    }

    mutating func clear() {
        for index in samples.indices { samples[index] = 0 }
        first = 0
    }
}
