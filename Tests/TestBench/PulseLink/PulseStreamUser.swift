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

    /// The next sample to be recorded or played was or will be at the device at `instant`, in microseconds of the
    /// monotonic clock. Told about every 20 ms, as the server estimates it.
    func streamIsAt(_ instant: Int64)

    func streamRecorded(_ samples: Span<Int16>)

    /// Fill all of `target`.
    func streamPlays(_ target: inout MutableSpan<Int16>)

    /// Sound was lost or came too late; the place in the stream is no longer sure.
    func streamDisturbed()

    /// Device or server went away. The link tries to have the stream again.
    func streamEnded()
}

extension PulseStreamUser {
    package func streamStarted() {}
    package func streamIsAt(_ instant: Int64) {}
    package func streamRecorded(_ samples: Span<Int16>) {}
    package func streamPlays(_ target: inout MutableSpan<Int16>) {}
    package func streamDisturbed() {}
    package func streamEnded() {}
}
