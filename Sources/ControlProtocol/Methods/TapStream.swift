/// Turns this connection into a raw stream: after the reply's line come only samples.
package enum TapStream: Method {
    package static let facts = MethodFacts(
        "tap.stream", role: .observer, lane: .async, servedBy: .server,
        about: "Turns this connection into a raw stream: after the reply's line come only samples. "
            + "An Opus packet follows its length in two bytes, the high one first.",
        calledBy: .tapGrant,
        errors: [.topic, .tapPoint, .hardMuted, .audioFormat])

    package typealias Params = TapWish
    package typealias Result = OpenedTap

    package static let example = Example(
        Params(point: .micDsp),
        Result(tap: "p1", format: .pcm16, rate: 16_000, channels: 1))
}
