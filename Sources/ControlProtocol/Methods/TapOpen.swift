/// Sends the sound of one point as tap.data lines. Observers see that a tap is open.
package enum TapOpen: Method {
    package static let facts = MethodFacts(
        "tap.open", role: .observer, lane: .async, servedBy: .server,
        about: "Sends the sound of one point as tap.data lines. Observers see that a tap is open.",
        calledBy: .tapGrant,
        errors: [.topic, .tapPoint, .hardMuted, .audioFormat])

    package typealias Params = TapWish
    package typealias Result = OpenedTap

    package static let example = Example(
        Params(point: .micDsp),
        Result(tap: "p1", format: .pcm16, rate: 16_000, channels: 1))
}
