import Conversation
import LiveAudio
import Sound

/// What the port promises about the microphone.
extension DuplexRun {
    func packets() -> ([DuplexAudioEvent]) -> Void {
        pass(300)
        seat.startListening(preroll: .zero)
        pass(1_000)
        seat.stopListening()
        pass(300)
        return { [self] events in
            let packets = events.packets
            let heard = packets.reduce(Duration.zero) { $0 + $1.length }
            let slack = Duration.milliseconds(40 + 2 * bench.slack)
            expect(
                "a second was told, not \(heard)",
                abs((heard - .seconds(1)) / .milliseconds(1)) <= slack / .milliseconds(1))
            expect(
                "20 to 40 ms each", packets.allSatisfy { (.milliseconds(20) ... .milliseconds(40)).contains($0.length) }
            )
            expect("no holes", zip(packets, packets.dropFirst()).allSatisfy { $0.end == $1.start })
            expect("instants rise", zip(packets, packets.dropFirst()).allSatisfy { $0.captured < $1.captured })
        }
    }

    func preroll() -> ([DuplexAudioEvent]) -> Void {
        pass(500)
        seat.startListening(preroll: .milliseconds(300))
        // A second start tells nothing twice.
        seat.startListening(preroll: .milliseconds(300))
        pass(200)
        return { [self] events in
            let packets = events.packets
            let heard = packets.reduce(Duration.zero) { $0 + $1.length }
            let beyond = heard - .milliseconds(500)
            expect(
                "300 ms and what followed, not \(heard)", abs(beyond / .milliseconds(1)) <= Double(40 + 2 * bench.slack)
            )
            expect("no holes", zip(packets, packets.dropFirst()).allSatisfy { $0.end == $1.start })
        }
    }

    func mute() -> ([DuplexAudioEvent]) -> Void {
        seat.startListening(preroll: .zero)
        pass(200)
        bench.audio.mute(true)
        pass(200)
        bench.audio.mute(false)
        pass(200)
        return { [self] events in
            let packets = events.packets
            let muted = packets.filter(\.isMuted)
            expect("muted packets came", muted.count >= 5)
            expect("they are silent", muted.allSatisfy { $0.samples.allSatisfy { $0 == 0 } })
            expect(
                "the rest is not",
                bench.slack > 0 || packets.contains { !$0.isMuted && $0.samples.contains { $0 != 0 } })
            expect("no holes", zip(packets, packets.dropFirst()).allSatisfy { $0.end == $1.start })
        }
    }
}
