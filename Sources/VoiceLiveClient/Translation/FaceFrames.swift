import VoiceLiveProtocol

/// Frames of a face's movement: an array of arrays of numbers, or a text that holds one.
enum FaceFrames {
    /// Ten seconds, and far more shapes than any face has.
    static let mostFrames = 600
    static let mostWeights = 256

    /// A frame's number, held to what an answer of hours may have.
    static func place(_ index: Int) -> Int { min(max(index, 0), 1 << 24) }

    /// A frame that is none is left out with all behind it: what follows would have the wrong time.
    static func read(_ frames: JSONValue) -> [[Double]] {
        switch frames {
        case .array(let list): list.prefix(mostFrames).prefixMap(weights)
        case .string(let text): (try? JSONValue(parsing: Array(text.utf8)))?.array.map { read(.array($0)) } ?? []
        default: []
        }
    }

    private static func weights(_ frame: JSONValue) -> [Double]? {
        guard let list = frame.array, list.count <= mostWeights else { return nil }
        let numbers = list.compactMap(number)
        return numbers.count == list.count ? numbers : nil
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}

extension Sequence {
    /// What `body` makes of the elements up to the first it makes nothing of.
    fileprivate func prefixMap<Made>(_ body: (Element) -> Made?) -> [Made] {
        var made: [Made] = []
        for element in self {
            guard let next = body(element) else { break }
            made.append(next)
        }
        return made
    }
}
