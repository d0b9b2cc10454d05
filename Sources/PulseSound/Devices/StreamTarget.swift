import Sound

/// Where a stream is to be opened. Two equal targets need no new stream.
struct StreamTarget: Equatable, Sendable {
    var device: String
    /// Another number under the same name is a device that was re-plugged.
    var index: UInt32
    var rate: StreamRate

    init(device: String, index: UInt32, rate: StreamRate) {
        self.device = device
        self.index = index
        self.rate = rate
    }

    init(_ listed: ListedDevice) {
        self.init(device: listed.name, index: listed.index, rate: .native(of: listed.device.rate))
    }
}

extension StreamRate {
    /// The device's own rate where 10 ms of it are a block; otherwise 48 kHz, which the server converts.
    static func native(of hertz: Int) -> StreamRate {
        StreamRate(hertz: hertz) ?? .highest
    }
}
