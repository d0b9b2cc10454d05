import Conversation
import SignalPath
import Sound

extension ItemAccount {
    /// How much of the item was heard, to the sample: rounded down, a whole answer would count as cut short.
    var heardTime: Duration {
        rate.map { .lasting(samples: Int(heard), at: Int($0.hertz)) } ?? .zero
    }
}
