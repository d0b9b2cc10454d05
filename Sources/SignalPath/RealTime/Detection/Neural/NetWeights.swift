/// What a net has learnt. Kept as eight bits a weight, with a scale for each unit, in text that any editor shows.
struct NetWeights: Sendable {
    struct Layer: Sendable {
        var bias: [SIMD8<Float>]
        /// Row by row of the input, each as wide as `bias`.
        var weights: [SIMD8<Float>]
    }

    let units: Int
    let outputs: Int
    let mean: [Float]
    let scale: [Float]
    let dense: Layer
    let gates: Layer
    let memory: Layer
    let output: Layer

    /// - Parameter text: Base 64 of, little-endian: the numbers of features, units and outputs as 32 bits; mean and scale
    ///   of each feature as 32-bit floats; then for each layer the biases and scales as 32-bit floats, and the weights
    ///   as 8 bits, row by row of the input.
    ///
    /// `nil` when the text is not that.
    init?(base64 text: StaticString) {
        var bytes = ByteReader(base64: text)
        guard let features = bytes.integer(), let units = bytes.integer(), let outputs = bytes.integer(),
            features == HearingFeatures.count, units > 0, units % 8 == 0, units <= 256, (1...64).contains(outputs),
            let mean = bytes.floats(features), let scale = bytes.floats(features),
            let dense = bytes.layer(features, units), let gates = bytes.layer(units, 3 * units),
            let memory = bytes.layer(units, 3 * units), let output = bytes.layer(units, outputs), bytes.isAtEnd
        else { return nil }
        (self.units, self.outputs, self.mean, self.scale) = (units, outputs, mean, scale)
        (self.dense, self.gates, self.memory, self.output) = (dense, gates, memory, output)
    }
}

/// Reads numbers out of base 64.
private struct ByteReader {
    private var bytes: [UInt8] = []
    private var place = 0

    init(base64 text: StaticString) {
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for character in text.description.utf8 {
            guard let value = Self.value(character) else { continue }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
    }

    var isAtEnd: Bool { place == bytes.count }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private mutating func word() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        defer { place += 4 }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }

    mutating func integer() -> Int? { word().map { Int($0) } }

    mutating func floats(_ count: Int) -> [Float]? {
        var floats: [Float] = []
        for _ in 0..<count {
            guard let bits = word() else { return nil }
            let value = Float(bitPattern: bits)
            guard value.isFinite else { return nil }
            floats.append(value)
        }
        return floats
    }

    mutating func layer(_ rows: Int, _ columns: Int) -> NetWeights.Layer? {
        guard let bias = floats(columns), let scale = floats(columns), place + rows * columns <= bytes.count else {
            return nil
        }
        let width = (columns + 7) / 8
        var layer = NetWeights.Layer(
            bias: Array(repeating: .zero, count: width), weights: Array(repeating: .zero, count: rows * width))
        for column in 0..<columns { layer.bias[column / 8][column % 8] = bias[column] }
        for row in 0..<rows {
            for column in 0..<columns {
                let weight = Float(Int8(bitPattern: bytes[place])) * scale[column]
                layer.weights[row * width + column / 8][column % 8] = weight
                place += 1
            }
        }
        return layer
    }
}
