/// A place in one daemon's numbered events.
package struct EventPosition: WireRecord, Equatable {
    /// The daemon's run, from rpc.hello.
    package var instance: String
    /// The last event that was seen.
    package var seq: Int

    package init(instance: String, seq: Int) {
        self.instance = instance
        self.seq = seq
    }

    package static let record = Record(
        EventPosition.init,
        Field("instance", \.instance, "The daemon's run, from rpc.hello.", in: 1...64),
        Field("seq", \.seq, "The last event that was seen.", in: 0...9_007_199_254_740_991))

    package static let example = EventPosition(instance: "i-7f3a", seq: 117)
}
