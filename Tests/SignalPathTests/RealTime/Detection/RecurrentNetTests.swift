import Sound
import Testing

@testable import SignalPath

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct RecurrentNetTests {
    @Test func whatIsNotWeightsIsRefused() {
        #expect(NetWeights(base64: "") == nil)
        #expect(NetWeights(base64: "AAAA") == nil)
        #expect(NetWeights(base64: "jAAAADAAAAASAAAA") == nil)
    }

    @Test func theShippedWeightsFitTheFeatures() throws {
        let weights = try #require(NetWeights(base64: hearingWeights))
        #expect(weights.mean.count == HearingFeatures.count)
        #expect(weights.outputs == 2 + NeuralDetector.gains)
        #expect(weights.scale.allSatisfy { $0 > 0 })
    }

    /// Computed one number at a time, as the formula stands in books.
    @Test func lanesComputeWhatTheFormulaSays() throws {
        let weights = try #require(NetWeights(base64: hearingWeights))
        var net = RecurrentNet(weights)
        var plain = PlainNet(weights)
        var dice = Dice(8)
        for _ in 0..<20 {
            var features = HearingFeatures()
            for index in 0..<HearingFeatures.count { features[index] = 40 * dice.roll() - 30 }
            net.advance(features)
            plain.advance(features)
            for index in 0..<weights.outputs { #expect(abs(net.output(index) - plain.outputs[index]) < 1e-4) }
        }
    }

    @Test func forgettingIsBeginningAnew() throws {
        let weights = try #require(NetWeights(base64: hearingWeights))
        var net = RecurrentNet(weights)
        var features = HearingFeatures()
        net.advance(features)
        let first = net.output(0)
        for index in 0..<40 { features[index] = 30 }
        for _ in 0..<30 { net.advance(features) }
        net.reset()
        net.advance(HearingFeatures())
        #expect(net.output(0) == first)
    }

    @Test func wildFeaturesGiveProbabilitiesAllTheSame() throws {
        var net = RecurrentNet(try #require(NetWeights(base64: hearingWeights)))
        for value in [Float.greatestFiniteMagnitude, -Float.greatestFiniteMagnitude, 0] {
            var features = HearingFeatures()
            for index in 0..<HearingFeatures.count { features[index] = value }
            net.advance(features)
            #expect((0...1).contains(net.output(0)) && (0...1).contains(net.output(5)))
        }
    }
}

/// The net without lanes.
private struct PlainNet {
    let weights: NetWeights
    var state: [Float]
    var outputs: [Float] = []

    init(_ weights: NetWeights) {
        self.weights = weights
        state = Array(repeating: 0, count: weights.units)
    }

    mutating func advance(_ features: HearingFeatures) {
        let input = (0..<HearingFeatures.count).map { index in
            min(max((features[index] - weights.mean[index]) * weights.scale[index], -4), 4)
        }
        let units = weights.units
        let dense = product(input, weights.dense, units).map { tanh($0) }
        let (sums, recalled) = (product(dense, weights.gates, 3 * units), product(state, weights.memory, 3 * units))
        state = (0..<units).map { unit in
            let update = sigmoid(sums[unit] + recalled[unit])
            let reset = sigmoid(sums[units + unit] + recalled[units + unit])
            let new = tanh(sums[2 * units + unit] + reset * recalled[2 * units + unit])
            return (1 - update) * new + update * state[unit]
        }
        outputs = product(state, weights.output, weights.outputs).map { sigmoid($0) }
    }

    private func product(_ vector: [Float], _ layer: NetWeights.Layer, _ columns: Int) -> [Float] {
        let width = layer.bias.count
        return (0..<columns).map { column in
            vector.indices.reduce(layer.bias[column / 8][column % 8]) { sum, row in
                sum + vector[row] * layer.weights[row * width + column / 8][column % 8]
            }
        }
    }

    private func sigmoid(_ value: Float) -> Float { 1 / (1 + exp(-value)) }
}
