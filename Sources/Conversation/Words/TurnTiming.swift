/// One turn on one clock: from the person's last sample at the microphone to the answer's first at the loudspeaker.
package struct TurnTiming: Equatable, Sendable {
    package var turn: Int
    /// The person's last sample at the microphone, as well as the detector knows.
    package var lastSpeech: Duration
    /// The packet with that sample reached the conversation.
    package var captured: Duration
    /// … and was handed to the service.
    package var sent: Duration
    /// The first sound of the answer came off the socket.
    package var firstDelta: Duration
    /// … reached the conversation and was queued.
    package var queued: Duration
    /// … was given to the sound server.
    package var rendered: Duration
    /// … left the loudspeaker.
    package var heard: Duration

    package init(
        turn: Int, lastSpeech: Duration, captured: Duration, sent: Duration, firstDelta: Duration, queued: Duration,
        rendered: Duration, heard: Duration
    ) {
        self.turn = turn
        self.lastSpeech = lastSpeech
        self.captured = captured
        self.sent = sent
        self.firstDelta = firstDelta
        self.queued = queued
        self.rendered = rendered
        self.heard = heard
    }

    package var capture: Duration { captured - lastSpeech }
    package var uplink: Duration { sent - captured }
    /// Network, end-of-turn wait and thinking: all that is not ours.
    package var service: Duration { firstDelta - sent }
    package var downlink: Duration { queued - firstDelta }
    package var buffer: Duration { rendered - queued }
    package var output: Duration { heard - rendered }
    package var mouthToEar: Duration { heard - lastSpeech }
}
