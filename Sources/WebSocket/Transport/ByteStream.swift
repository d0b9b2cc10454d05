/// What a socket has to do before a step can go on.
enum Interest: Equatable, Sendable {
    case readable
    case writable
}

/// The outcome of one nonblocking step.
enum Transfer: Equatable, Sendable {
    case bytes(Int)
    case wouldBlock(Interest)
    /// The peer ended its direction.
    case ended
    case failed(String)
}

/// A nonblocking two-way stream of bytes. Used by one thread at a time: its owner locks.
protocol ByteStream: AnyObject, Sendable {
    var descriptor: SocketDescriptor { get }
    func read(into buffer: inout [UInt8]) -> Transfer
    func write(_ bytes: [UInt8], from offset: Int) -> Transfer
    /// Tells the peer that nothing more comes. Reading goes on.
    func endWriting()
}
