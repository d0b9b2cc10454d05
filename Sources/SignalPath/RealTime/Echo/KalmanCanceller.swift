import Sound

/// A second way to take the loudspeaker's sound out of the microphone's: a frequency-domain filter in partitions of
/// 20 ms, whose every weight carries its own uncertainty and is corrected accordingly (a diagonal Kalman filter).
///
/// Pipeline thread; only `init` allocates.
struct KalmanCanceller: ~Copyable {
    static let partitionMilliseconds = 20
    /// How much of a weight is still true 10 ms later.
    private static let memory: Float = 0.9995
    private static let smoothing: Float = 0.9
    private static let startVariance: Float = 0.5

    private let transform: FourierTransform
    private let blockSamples: Int
    private let partitions: Int
    private let bins: Int
    /// Newest sound of the reference, as long as the transform.
    private var window: [Float]
    /// Spectra of the last blocks, a ring; a partition uses every second one.
    private var farReal: [Float]
    private var farImaginary: [Float]
    private var newest = 0
    private var weightReal: [Float]
    private var weightImaginary: [Float]
    private var variance: [Float]
    /// Power of what is not echo.
    private var noise: [Float]
    private var doubt: [Float]
    private var real: [Float]
    private var imaginary: [Float]
    private var nextConstrained = 0
    private var badBlocks = 0
    /// Blocks since something was played.
    private var silentBlocks = 0
    /// What the echo leaves of the microphone, full scale 1.
    private(set) var error: [Float]
    /// The echo as estimated.
    private(set) var estimate: [Float]
    /// How much of the error may still be echo by the filter's own account, 0–1.
    private(set) var uncertainty: Float = 1

    init(rate: StreamRate, tailMilliseconds: Int) {
        blockSamples = rate.blockSamples
        // A partition of two blocks and the block itself must fit.
        var size = 64
        while size < 3 * blockSamples { size <<= 1 }
        transform = FourierTransform(size: size)
        bins = size / 2 + 1
        let pairs = max(1, (tailMilliseconds + 39) / 40)
        partitions = 2 * pairs
        // One by one: arrays that share their storage would part from each other on the audio thread.
        func zeros(_ count: Int) -> [Float] { Array(repeating: 0, count: count) }
        (window, real, imaginary) = (zeros(size), zeros(size), zeros(size))
        (farReal, farImaginary) = (zeros(2 * partitions * bins), zeros(2 * partitions * bins))
        (weightReal, weightImaginary) = (zeros(partitions * bins), zeros(partitions * bins))
        variance = zeros(partitions * bins)
        (noise, doubt) = (zeros(bins), zeros(bins))
        (error, estimate) = (zeros(blockSamples), zeros(blockSamples))
        reset()
    }

    /// Takes 10 ms of both, full scale 1; `error` and `estimate` are what came of it.
    mutating func cancel(_ microphone: [Float], reference: Span<Int16>) {
        guard microphone.count == blockSamples, reference.count == blockSamples else { return }
        hear(reference)
        guard !hearsNothing else { return listen(microphone) }
        predict()
        var (heard, left): (Float, Float) = (1e-9, 0)
        for index in 0..<blockSamples {
            error[index] = microphone[index] - estimate[index]
            heard += microphone[index] * microphone[index]
            left += error[index] * error[index]
        }
        guard isSound(left, heard) else { return giveUp(microphone) }
        learn()
        constrain()
    }

    /// 10 ms in which the microphone was muted: what is played is remembered, for its echo will be heard again, and
    /// nothing is learnt. `estimate` is the echo that would be there.
    mutating func rest(reference: Span<Int16>) {
        guard reference.count == blockSamples else { return }
        hear(reference)
        predict()
        for index in 0..<blockSamples { error[index] = 0 }
    }

    mutating func reset() {
        for index in 0..<weightReal.count {
            weightReal[index] = 0
            weightImaginary[index] = 0
        }
        for index in 0..<bins { noise[index] = 1e-3 }
        doubtEverything()
        badBlocks = 0
    }
}

// MARK: A block's way
extension KalmanCanceller {
    private mutating func hear(_ reference: Span<Int16>) {
        silentBlocks = isDigitalSilence(reference) ? min(silentBlocks + 1, 1 << 20) : 0
        // Every spectrum is nothing already.
        guard !hearsNothing else { return }
        let kept = window.count - blockSamples
        for index in 0..<kept { window[index] = window[index + blockSamples] }
        for index in 0..<blockSamples { window[kept + index] = Float(reference[index]) / 32_768 }
        for index in 0..<window.count {
            real[index] = window[index]
            imaginary[index] = 0
        }
        forward()
        newest = (newest + 2 * partitions - 1) % (2 * partitions)
        let base = newest * bins
        for bin in 0..<bins {
            farReal[base + bin] = real[bin]
            farImaginary[base + bin] = imaginary[bin]
        }
    }

    /// All that the filter looks back at is silence.
    private var hearsNothing: Bool { silentBlocks >= 2 * partitions + window.count / blockSamples }

    /// Nothing was played that could be echo: there is nothing to take away and nothing to learn but the room's own noise,
    /// and no reason to forget.
    private mutating func listen(_ microphone: [Float]) {
        for index in 0..<blockSamples {
            error[index] = microphone[index]
            estimate[index] = 0
        }
        transformError()
        for bin in 0..<bins { learnNoise(bin) }
        (badBlocks, uncertainty) = (0, 0)
    }

    /// Where the ring holds the spectrum a partition works on.
    private func place(_ partition: Int) -> Int { ((newest + 2 * partition) % (2 * partitions)) * bins }

    private mutating func predict() {
        for bin in 0..<bins {
            real[bin] = 0
            imaginary[bin] = 0
        }
        for partition in 0..<partitions { addPrediction(partition * bins, place(partition)) }
        mirror()
        inverse()
        let first = window.count - blockSamples
        let scale = 1 / Float(window.count)
        for index in 0..<blockSamples { estimate[index] = real[first + index] * scale }
    }

    private mutating func addPrediction(_ weight: Int, _ far: Int) {
        for bin in 0..<bins {
            let (a, b) = (farReal[far + bin], farImaginary[far + bin])
            let (c, d) = (weightReal[weight + bin], weightImaginary[weight + bin])
            real[bin] += a * c - b * d
            imaginary[bin] += a * d + b * c
        }
    }

    /// Divides what was wrong among the weights, by how doubtful each is.
    private mutating func learn() {
        transformError()
        let share = Float(blockSamples) / Float(window.count)
        weigh(share)
        for partition in 0..<partitions { correct(partition * bins, place(partition), share) }
    }

    private mutating func transformError() {
        let first = window.count - blockSamples
        for index in 0..<window.count {
            real[index] = index < first ? 0 : error[index - first]
            imaginary[index] = 0
        }
        forward()
    }

    private mutating func learnNoise(_ bin: Int) {
        let power = real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
        noise[bin] = Self.smoothing * noise[bin] + (1 - Self.smoothing) * power
    }

    /// Fills `doubt` with one over all the power the error can have, and learns what of it is not echo.
    private mutating func weigh(_ share: Float) {
        for bin in 0..<bins { doubt[bin] = 0 }
        for partition in 0..<partitions {
            let (weight, far) = (partition * bins, place(partition))
            for bin in 0..<bins {
                let (a, b) = (farReal[far + bin], farImaginary[far + bin])
                doubt[bin] += (a * a + b * b) * variance[weight + bin]
            }
        }
        var (echo, all): (Float, Float) = (0, 1e-12)
        for bin in 0..<bins {
            learnNoise(bin)
            let left = share * doubt[bin]
            echo += left
            all += left + noise[bin]
            doubt[bin] = 1 / (left + noise[bin] + 1e-9)
        }
        uncertainty = echo / all
    }

    private mutating func correct(_ weight: Int, _ far: Int, _ share: Float) {
        let squared = Self.memory * Self.memory
        for bin in 0..<bins {
            let (a, b) = (farReal[far + bin], farImaginary[far + bin])
            let place = weight + bin
            let gain = variance[place] * doubt[bin]
            let newReal = weightReal[place] + gain * (a * real[bin] + b * imaginary[bin])
            let newImaginary = weightImaginary[place] + gain * (a * imaginary[bin] - b * real[bin])
            let known = max(0, 1 - share * gain * (a * a + b * b))
            let power = newReal * newReal + newImaginary * newImaginary
            variance[place] = squared * known * variance[place] + (1 - squared) * power
            weightReal[place] = Self.memory * newReal
            weightImaginary[place] = Self.memory * newImaginary
        }
    }
}

// MARK: Keeping the filter a filter
extension KalmanCanceller {
    /// In time, a partition's weights must not be longer than it: two partitions a block are cut back, in one transform.
    private mutating func constrain() {
        let (one, other) = (nextConstrained * bins, (nextConstrained + 1) * bins)
        nextConstrained = (nextConstrained + 2) % partitions
        let size = window.count
        for bin in 0..<bins {
            let (a, b) = (weightReal[one + bin], weightImaginary[one + bin])
            let (c, d) = (weightReal[other + bin], weightImaginary[other + bin])
            real[bin] = a - d
            imaginary[bin] = b + c
            guard bin > 0, bin < size / 2 else { continue }
            real[size - bin] = a + d
            imaginary[size - bin] = c - b
        }
        inverse()
        for index in 0..<size {
            let scale: Float = index < 2 * blockSamples ? 1 / Float(size) : 0
            real[index] *= scale
            imaginary[index] *= scale
        }
        forward()
        for bin in 0..<bins {
            let mirror = (size - bin) % size
            weightReal[one + bin] = 0.5 * (real[bin] + real[mirror])
            weightImaginary[one + bin] = 0.5 * (imaginary[bin] - imaginary[mirror])
            weightReal[other + bin] = 0.5 * (imaginary[bin] + imaginary[mirror])
            weightImaginary[other + bin] = 0.5 * (real[mirror] - real[bin])
        }
    }

    /// The path has changed: later partitions of a room are weaker by 60 dB in 0.4 s.
    mutating func doubtEverything() {
        var start = Self.startVariance
        for partition in 0..<partitions {
            for bin in 0..<bins { variance[partition * bins + bin] = start }
            start *= 0.5
        }
        uncertainty = 1
    }

    /// Weights that were true in this room once: believed enough to be used at once, doubted enough to be corrected.
    /// `false` when they are another filter's.
    mutating func recall(_ weights: [Float]) -> Bool {
        guard weights.count == 2 * weightReal.count else { return false }
        reset()
        for index in 0..<weightReal.count {
            (weightReal[index], weightImaginary[index]) = (weights[2 * index], weights[2 * index + 1])
            believe(index)
        }
        return true
    }

    /// The reference is read later from now on by so many partitions of 20 ms: what the later ones learnt is the earlier
    /// ones' now, as if it had always been read so.
    mutating func moveEarlier(by moved: Int) {
        guard moved > 0, moved < partitions else { return reset() }
        let (kept, start) = ((partitions - moved) * bins, moved * bins)
        for index in 0..<kept {
            weightReal[index] = weightReal[index + start]
            weightImaginary[index] = weightImaginary[index + start]
        }
        for index in kept..<weightReal.count {
            weightReal[index] = 0
            weightImaginary[index] = 0
        }
        forgetReference(newerThan: 2 * moved)
        doubtEverything()
        for index in 0..<kept { believe(index) }
    }

    /// What was played in the last `blocks` has yet to be read.
    private mutating func forgetReference(newerThan blocks: Int) {
        for _ in 0..<blocks {
            for bin in 0..<bins {
                farReal[newest * bins + bin] = 0
                farImaginary[newest * bins + bin] = 0
            }
            newest = (newest + 1) % (2 * partitions)
        }
        // The sound itself is in its spectrum.
        for bin in 0..<bins {
            (real[bin], imaginary[bin]) = (farReal[newest * bins + bin], farImaginary[newest * bins + bin])
        }
        mirror()
        inverse()
        for index in 0..<window.count { window[index] = real[index] / Float(window.count) }
    }

    private mutating func believe(_ index: Int) {
        let power = weightReal[index] * weightReal[index] + weightImaginary[index] * weightImaginary[index]
        variance[index] = min(variance[index], 0.2 * power + 1e-4)
    }

    /// What was learnt; allocates.
    var weights: [Float] { weightReal.indices.flatMap { [weightReal[$0], weightImaginary[$0]] } }

    private mutating func isSound(_ left: Float, _ heard: Float) -> Bool {
        badBlocks = left > 2 * heard && left > 1e-4 ? badBlocks + 1 : 0
        return left.isFinite && badBlocks < 20
    }

    /// What was learnt does harm.
    private mutating func giveUp(_ microphone: [Float]) {
        reset()
        for index in 0..<blockSamples {
            error[index] = microphone[index]
            estimate[index] = 0
        }
    }

    private mutating func mirror() {
        let size = window.count
        for bin in 1..<(size / 2) {
            real[size - bin] = real[bin]
            imaginary[size - bin] = -imaginary[bin]
        }
    }

    private mutating func forward() {
        let transform = transform
        transform.forward(&real, &imaginary)
    }

    /// Without the division by the size.
    private mutating func inverse() {
        let transform = transform
        transform.forward(&imaginary, &real)
    }
}
