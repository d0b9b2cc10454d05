import CTestBench

/// Turns what the loudspeaker played into what arrives at the microphone, a block at a time.
@safe final class EchoPath {
    static let block = 256
    /// Samples beyond the newest place that interpolation looks at.
    static let reach = 16

    private let convolver: OpaquePointer?
    private let gain: Float
    private let slope: Double
    /// Drift counts from here, in samples of the microphone.
    private let driftStart: Int
    private var input = [Float](repeating: 0, count: EchoPath.block)
    private var output = [Float](repeating: 0, count: EchoPath.block)

    init(_ settings: RoomSettings, driftStart: Int) {
        gain = settings.echoDecibels.map { Level.factor(decibels: $0) } ?? 0
        slope = 1 / (1 + settings.driftPartsPerMillion / 1_000_000)
        self.driftStart = driftStart
        unsafe convolver =
            settings.response.isEmpty
            ? nil : unsafe vl_convolver_create(settings.response, settings.response.count, Self.block)
    }

    deinit {
        unsafe vl_convolver_free(convolver)
    }

    /// Adds the echo heard in the block that begins with the microphone's sample `index`. Returns how many samples of
    /// the loudspeaker were not there yet.
    func add(to target: inout [Float], index: Int, offset: Int, played: SampleTape) -> Int {
        let place = Double(driftStart - offset) + Double(index - driftStart) * slope
        let first = Int(place.rounded(.down)) - Self.reach + 1
        let last = Int((place + Double(Self.block) * slope).rounded(.up)) + Self.reach
        let source = played.read(first..<last).map(Float.init)
        if slope == 1 {
            for index in 0..<Self.block { input[index] = source[index + Self.reach - 1] }
        } else {
            unsafe vl_interpolate(source, place - Double(first), slope, &input, Self.block)
        }
        if let convolver = unsafe convolver {
            unsafe vl_convolver_process(convolver, input, &output)
            unsafe vl_mix(&target, output, gain, Self.block)
        } else {
            unsafe vl_mix(&target, input, gain, Self.block)
        }
        return max(0, min(Self.block, last - Self.reach - played.end))
    }
}
