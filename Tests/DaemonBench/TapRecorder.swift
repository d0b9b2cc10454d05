package import ControlProtocol
import ControlTestSupport
import Synchronization

/// Listens at several points over one connection, and lays what it hears on one time line.
package final class TapRecorder: Sendable {
    /// What was heard at one point; `start` is on the clock that all points share.
    package struct Track: Sendable {
        package var start = 0
        package var samples: [Int16] = []
        package var lost = 0
    }

    private let tracks = Mutex<[String: Track]>([:])
    private let isStopping = Mutex(false)
    private let reader = Mutex<Background<Void>?>(nil)

    package init(_ socket: String, points: [TapPoint], rate: Int? = nil) throws {
        let line = try LineClient(socket)
        var points = points.makeIterator()
        var names: [String: TapPoint] = [:]
        while let point = points.next() {
            let rate = rate.map { ",\"rate\":\($0)" } ?? ""
            line.send(line: "{\"id\":1,\"method\":\"tap.open\",\"params\":{\"point\":\"\(point.rawValue)\"\(rate)}}")
            while let message = try line.read() {
                guard message["id"] != nil else { continue }
                guard let tap = message["result"]?["tap"]?.string else {
                    throw ThinClient.Refused(description: "tap.open \(point.rawValue): \(message)")
                }
                names[tap] = point
                break
            }
        }
        let descriptor = Handed(line)
        reader.withLock { [names] in $0 = Background { try self.listen(descriptor.line, names) } }
    }

    private struct Handed: @unchecked Sendable {
        // @unchecked: made by one thread and handed to another, which alone uses it.
        let line: LineClient

        init(_ line: LineClient) { self.line = line }
    }

    private func listen(_ line: LineClient, _ names: [String: TapPoint]) throws {
        while !isStopping.withLock({ $0 }) {
            guard let message = try? line.read(seconds: 0.2) else { continue }
            guard message["method"] == "tap.data", let wire = message["params"]?["data"],
                let data = try? TapData(wire: wire), let point = names[data.tap], let bytes = Base64.decode(data.data)
            else { continue }
            tracks.withLock { $0[point.rawValue, default: Track()].add(bytes, at: data.offsetSamples, data.lostFrames) }
        }
    }

    /// What was heard so far.
    package func track(_ point: TapPoint) -> Track { tracks.withLock { $0[point.rawValue] } ?? Track() }

    package func stop() throws {
        isStopping.withLock { $0 = true }
        try reader.withLock { $0.take() }?.result()
    }
}

extension TapRecorder.Track {
    fileprivate mutating func add(_ bytes: [UInt8], at offset: Int, _ lostFrames: Int) {
        if samples.isEmpty { start = offset }
        lost += lostFrames
        let hole = max(0, offset - start - samples.count)
        samples += [Int16](repeating: 0, count: hole)
        samples += stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }
}
