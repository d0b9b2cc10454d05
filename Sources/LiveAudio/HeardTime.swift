import Conversation
import SignalPath
import Sound

extension ItemAccount {
    /// How much of the item was heard, to the sample: rounded down, a whole answer would count as cut short.
    var heardTime: Duration { time(heard) }

    /// How much of it will have been heard when all that was rendered has left the loudspeaker.
    var renderedTime: Duration { time(rendered) }

    private func time(_ samples: Int64) -> Duration {
        rate.map { .lasting(samples: Int(samples), at: Int($0.hertz)) } ?? .zero
    }
}
