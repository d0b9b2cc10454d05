package import Sound

/// Somebody on the box who listens for the words that interrupt, beside the service and faster than it.
///
/// ## Order
/// - `run` runs as long as the conversation; nothing is told before. Who is not there is looked for again and again.
/// - Every packet of the microphone is given to `take`, by one task. It leaves only between `listen` and `rest`.
/// - Every event about words carries the number of the `listen` that they were heard under. They may come late.
package protocol StopWordEar: Sendable {
    var events: AsyncStream<StopWordEvent> { get }

    func run() async
    func take(_ packet: MicrophonePacket)
    /// Listens from `start`, as far back as sound is kept: a second.
    func listen(_ number: Int, from start: SampleTime)
    /// The person has finished; what is being worked out is still told.
    func rest()
}

package enum StopWordEvent: Equatable, Sendable {
    /// Somebody listens now.
    case hears
    /// Nobody does, and why.
    case gone(reason: String)
    case said(PrivateText, under: Int)
}

/// Nobody listens, and nobody is meant to.
package struct NoStopWordEar: StopWordEar {
    package let events = AsyncStream<StopWordEvent> { $0.finish() }

    package init() {}

    package func run() async {}
    package func take(_ packet: MicrophonePacket) {}
    package func listen(_ number: Int, from start: SampleTime) {}
    package func rest() {}
}
