/// A stream that a test wants to have, whenever server and device are there.
package struct PulseStreamPlan: Sendable {
    package enum Direction: Sendable { case record, play }

    package var direction: Direction
    /// Name of the source or sink. It is used, or nothing: the stream never moves to another.
    package var device: String
    package var rate: Int
    /// Size of the pieces asked for, in milliseconds.
    package var pieceMilliseconds = 5
    /// Sound kept ready in the server when playing, in milliseconds.
    package var bufferMilliseconds = 20

    package init(_ direction: Direction, device: String, rate: Int) {
        self.direction = direction
        self.device = device
        self.rate = rate
    }
}

/// Takes or gives the samples of one stream. All methods are called on the link's thread.
package protocol PulseStreamUser: AnyObject, Sendable {
    /// The stream runs, for the first time or again.
    func streamStarted()

    /// Recorded sound. Its first sample was at the device at `instant` (microseconds of the monotonic clock), if the
    /// server tells.
    func streamRecorded(_ samples: Span<Int16>, instant: Int64?)

    /// Fill all of `target`. Its first sample will be at the device at `instant`, if the server tells.
    func streamPlays(_ target: inout MutableSpan<Int16>, instant: Int64?)

    /// Sound was lost or came too late; the place in the stream is no longer sure.
    func streamDisturbed()

    /// Device or server went away. The link tries to have the stream again.
    func streamEnded()
}

extension PulseStreamUser {
    package func streamStarted() {}
    package func streamRecorded(_ samples: Span<Int16>, instant: Int64?) {}
    package func streamPlays(_ target: inout MutableSpan<Int16>, instant: Int64?) {}
    package func streamDisturbed() {}
    package func streamEnded() {}
}
