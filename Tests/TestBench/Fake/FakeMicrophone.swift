/// What a fake microphone hears. Asked for every sample once, in order.
package struct FakeMicrophone: Sendable {
    /// The next `count` samples; the first was recorded while the loudspeaker's sample `leaving` left it. `played`
    /// gives what the loudspeaker played, silence where it did not.
    package typealias Hearing =
        @Sendable (_ start: Int, _ count: Int, _ leaving: Int, _ played: (Range<Int>) -> [Int16]) -> [Int16]

    let hear: Hearing

    package init(_ hear: @escaping Hearing) {
        self.hear = hear
    }

    /// Digital silence. A sound system calls that a fault after a while.
    package static let dead = FakeMicrophone { _, count, _, _ in [Int16](repeating: 0, count: count) }

    /// A quiet room, alive by its faint hiss.
    package static let quiet = FakeMicrophone.recording([])

    /// `samples` from the microphone's first sample on, then a quiet room.
    package static func recording(_ samples: [Int16]) -> FakeMicrophone {
        FakeMicrophone { start, count, _, _ in
            (start..<start + count).map { index in
                index < samples.count ? samples[index] : Int16(index % 3) - 1
            }
        }
    }

    /// What the loudspeaker plays, `delay` samples later and `decibels` louder, over what `other` hears. For devices
    /// of one rate.
    package static func echo(delay: Int, decibels: Double, over other: FakeMicrophone = .quiet) -> FakeMicrophone {
        let gain = Level.factor(decibels: decibels)
        return FakeMicrophone { start, count, leaving, played in
            let echo = played(leaving - delay..<leaving - delay + count)
            let rest = other.hear(start, count, leaving, played)
            return zip(echo, rest).map { echo, rest in
                Int16(max(-32_768, min(32_767, (Float(echo) * gain).rounded() + Float(rest))))
            }
        }
    }
}
