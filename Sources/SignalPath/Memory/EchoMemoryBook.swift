import Sound

/// What was learnt of each pair of devices; the pairs used last are kept. Its bytes are what the disk holds.
package struct EchoMemoryBook: Sendable, Equatable {
    /// Why bytes are not a book.
    package enum Fault: Error, Equatable {
        case notABook
        /// Written by a version that wrote otherwise.
        case version(Int)
        case damaged
        case tooLarge
    }

    package static let mostPairs = 8
    package static let mostBytes = 1 << 23
    private static let mark: UInt32 = 0x5645_434F
    private static let version: UInt32 = 1
    private static let longestName = 1_024

    /// The pair used last comes last.
    private var entries: [(pair: DevicePair, memory: EchoMemory)] = []

    package init() {}

    package static func == (one: EchoMemoryBook, other: EchoMemoryBook) -> Bool {
        one.entries.elementsEqual(other.entries) { $0.pair == $1.pair && $0.memory == $1.memory }
    }

    package var pairs: [DevicePair] { entries.map(\.pair) }

    package subscript(pair: DevicePair) -> EchoMemory? { entries.last { $0.pair == pair }?.memory }

    /// Names that no device could have are not written down.
    package mutating func note(_ memory: EchoMemory, of pair: DevicePair) {
        let names = [pair.capture, pair.playback]
        guard memory.isSane, names.allSatisfy({ (1...Self.longestName).contains($0.utf8.count) }) else { return }
        entries.removeAll { $0.pair == pair }
        entries.append((pair, memory))
        if entries.count > Self.mostPairs { entries.removeFirst(entries.count - Self.mostPairs) }
    }

    // MARK: Bytes

    /// Mark, version, number of pairs, the pairs, checksum; little-endian.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for number in [Self.mark, Self.version, UInt32(entries.count)] { bytes.add(number) }
        for (pair, memory) in entries {
            for name in [pair.capture, pair.playback] {
                bytes.add(UInt32(name.utf8.count))
                bytes += Array(name.utf8)
            }
            bytes.add(memory.shiftMilliseconds.bitPattern)
            bytes.add(memory.delayMilliseconds.bitPattern)
            bytes.add(memory.driftPartsPerMillion.bitPattern)
            bytes.add(UInt32(memory.rate.hertz))
            bytes.add(UInt32(memory.tailMilliseconds))
            bytes.add(UInt32(memory.weights.count))
            for weight in memory.weights { bytes.add(weight.bitPattern) }
        }
        bytes.add(checksum(bytes[...]))
        return bytes
    }

    /// From a disk that anybody may have written to.
    package init(bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.mostBytes else { throw .tooLarge }
        var reader = Bytes(bytes)
        guard let mark: UInt32 = reader.number(), mark == Self.mark else { throw .notABook }
        guard let version: UInt32 = reader.number() else { throw .damaged }
        guard version == Self.version else { throw .version(Int(version)) }
        guard bytes.count >= 16, checksum(bytes.dropLast(4)) == reader.last else { throw .damaged }
        guard let count: UInt32 = reader.number(), count <= Self.mostPairs else { throw .damaged }
        for _ in 0..<count {
            guard let capture = reader.name(Self.longestName), let playback = reader.name(Self.longestName),
                let memory = reader.memory()
            else { throw .damaged }
            note(memory, of: DevicePair(capture: capture, playback: playback))
        }
        guard reader.left == 4, entries.count == Int(count) else { throw .damaged }
    }
}

/// Bytes that are read from the front.
private struct Bytes {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var left: Int { bytes.count - place }

    /// The last four, wherever reading is.
    var last: UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[bytes.count - 4 + $1]) << UInt32(8 * $1) } }

    mutating func number<Number: FixedWidthInteger>() -> Number? {
        let size = Number.bitWidth / 8
        guard left >= size else { return nil }
        defer { place += size }
        return (0..<size).reduce(Number.zero) { $0 | Number(bytes[place + $1]) << Number(8 * $1) }
    }

    mutating func name(_ longest: Int) -> String? {
        guard let count: UInt32 = number(), count <= longest, left >= Int(count) else { return nil }
        defer { place += Int(count) }
        return String(validating: bytes[place..<(place + Int(count))], as: UTF8.self)
    }

    mutating func memory() -> EchoMemory? {
        guard let shift: UInt64 = number(), let delay: UInt32 = number(), let drift: UInt64 = number(),
            let hertz: UInt32 = number(), let rate = StreamRate(hertz: Int(hertz)), let tail: UInt32 = number(),
            let count: UInt32 = number(), count <= EchoMemory.mostWeights, left >= 4 * Int(count)
        else { return nil }
        var weights: [Float] = []
        weights.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let bits: UInt32 = number() else { return nil }
            weights.append(Float(bitPattern: bits))
        }
        let memory = EchoMemory(
            shiftMilliseconds: Double(bitPattern: shift), delayMilliseconds: Float(bitPattern: delay),
            driftPartsPerMillion: Double(bitPattern: drift), rate: rate, tailMilliseconds: Int(tail), weights: weights)
        return memory.isSane ? memory : nil
    }
}

extension [UInt8] {
    fileprivate mutating func add(_ number: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: number.littleEndian) { unsafe append(contentsOf: $0) }
    }
}

/// CRC-32 as in Ethernet and zip.
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
}
