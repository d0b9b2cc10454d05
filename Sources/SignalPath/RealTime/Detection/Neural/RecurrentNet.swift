#if canImport(Glibc)
    import Glibc
#endif

/// A layer of dense units, one of gated recurrent units, and one of outputs between 0 and 1, in plain Swift.
///
/// Pipeline thread; only `init` allocates.
struct RecurrentNet: ~Copyable {
    /// Numbers of eight, as the processor adds them.
    typealias Lane = SIMD8<Float>

    private let weights: NetWeights
    private let units: Int
    /// Lanes of the units, of three gates each, and of the outputs.
    private let width: Int
    private let outputWidth: Int
    private var input: [Lane]
    private var state: [Lane]
    private var fromInput: [Lane]
    private var fromState: [Lane]
    private var sums: [Lane]

    init(_ weights: NetWeights) {
        self.weights = weights
        units = weights.units
        width = weights.units / 8
        outputWidth = (weights.outputs + 7) / 8
        input = Array(repeating: .zero, count: width)
        state = input
        fromInput = Array(repeating: .zero, count: 3 * width)
        fromState = fromInput
        sums = Array(repeating: .zero, count: outputWidth)
    }

    /// Takes the features of 10 ms; what comes of them is in `output`.
    mutating func advance(_ features: borrowing HearingFeatures) {
        for lane in 0..<width { input[lane] = weights.dense.bias[lane] }
        for index in 0..<HearingFeatures.count {
            // Far from all that was trained on, the net would answer anything.
            let centred = (features[index] - weights.mean[index]) * weights.scale[index]
            Self.add(min(max(centred, -4), 4), weights.dense, row: index, width, to: &input)
        }
        for lane in 0..<width { input[lane] = Self.map(input[lane], tanh) }
        Self.multiply(input, weights.gates, units, 3 * width, into: &fromInput)
        Self.multiply(state, weights.memory, units, 3 * width, into: &fromState)
        for lane in 0..<width { remember(lane) }
        Self.multiply(state, weights.output, units, outputWidth, into: &sums)
    }

    func output(_ index: Int) -> Float { sigmoid(sums[index / 8][index % 8]) }

    mutating func reset() {
        for lane in 0..<width { state[lane] = .zero }
    }

    /// How much of the old stays (update gate), and how much of it the new is made of (reset gate).
    private mutating func remember(_ lane: Int) {
        let update = Self.map(fromInput[lane] + fromState[lane], sigmoid)
        let reset = Self.map(fromInput[width + lane] + fromState[width + lane], sigmoid)
        let new = Self.map(fromInput[2 * width + lane] + reset * fromState[2 * width + lane], tanh)
        state[lane] = new + update * (state[lane] - new)
    }

    private static func multiply(
        _ vector: [Lane], _ layer: NetWeights.Layer, _ rows: Int, _ width: Int, into sums: inout [Lane]
    ) {
        for lane in 0..<width { sums[lane] = layer.bias[lane] }
        for row in 0..<rows { add(vector[row / 8][row % 8], layer, row: row, width, to: &sums) }
    }

    private static func add(
        _ value: Float, _ layer: NetWeights.Layer, row: Int, _ width: Int, to sums: inout [Lane]
    ) {
        let first = row * width
        for lane in 0..<width { sums[lane] += layer.weights[first + lane] * value }
    }

    private static func map(_ lane: Lane, _ function: (Float) -> Float) -> Lane {
        var mapped = Lane.zero
        for index in 0..<8 { mapped[index] = function(lane[index]) }
        return mapped
    }
}

private func sigmoid(_ value: Float) -> Float { 1 / (1 + exp(-value)) }
