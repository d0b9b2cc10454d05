import Conversation
import Sound
import Testing

@testable import VoiceLiveClient

/// What goes to the ear for stop words, in virtual time.
@Suite struct EarSoundTests {
    private static let rate = StreamRate(hertz: 16_000) ?? .lowest

    /// Packet `number` of 20 ms.
    private func packet(_ number: Int) -> MicrophonePacket {
        MicrophonePacket(
            start: SampleTime(Int64(number * 320)), rate: Self.rate, samples: [Int16](repeating: 1, count: 320),
            captured: .milliseconds(20 * number + 20))
    }

    /// Packets by their number, other commands by name.
    private func words(_ commands: [ServiceCommand]) -> [String] {
        commands.map { command in
            switch command {
            case .append(let packet): "\(packet.start.samples / 320)"
            case .commitInput: "commit"
            case .clearInput: "clear"
            default: "?"
            }
        }
    }

    @Test func nothingLeavesBeforeSomebodySpeaks() {
        var sound = EarSound()
        for number in 0..<200 { #expect(sound.take(packet(number)).isEmpty) }
        #expect(sound.rest().isEmpty)
    }

    @Test func aStretchReachesBackBeforeTheFirstSampleAndEndsWithACommit() {
        var sound = EarSound()
        for number in 0..<100 { _ = sound.take(packet(number)) }
        // 200 ms before packet 90.
        let first = words(sound.listen(1, from: SampleTime(90 * 320)))
        #expect(first == (80..<100).map { "\($0)" })
        #expect(words(sound.take(packet(100))) == ["100"])
        #expect(words(sound.rest()) == ["commit"])
        #expect(sound.rest().isEmpty && sound.take(packet(101)).isEmpty)
    }

    @Test func noMoreThanASecondIsKept() {
        var sound = EarSound()
        for number in 0..<500 { _ = sound.take(packet(number)) }
        #expect(words(sound.listen(1, from: .zero)).count == 50)
    }

    @Test func wordsBelongToTheStretchTheyWereSaidIn() {
        var sound = EarSound()
        for number in 0..<50 { _ = sound.take(packet(number)) }
        _ = sound.listen(1, from: .zero)
        _ = sound.rest()
        _ = sound.listen(2, from: .zero)
        #expect(sound.number(of: "A") == 1)
        #expect(sound.number(of: "B") == 2)
        #expect(sound.number(of: "A") == 1)
        sound.finished("A")
        #expect(sound.number(of: "C") == nil)
    }

    /// A service refuses to judge so little: it is taken back, and has no answer.
    @Test func whatIsTooShortIsTakenBack() {
        var sound = EarSound()
        #expect(words(sound.listen(1, from: .zero)) == [])
        #expect(words(sound.rest()) == [])
        _ = sound.listen(2, from: .zero)
        _ = sound.take(packet(0))
        #expect(words(sound.rest()) == ["clear"])
        _ = sound.listen(3, from: .zero)
        for number in 1..<10 { _ = sound.take(packet(number)) }
        #expect(words(sound.rest()) == ["commit"])
        #expect(sound.number(of: "A") == 3)
    }

    @Test func noiseThatNeverEndsIsHeardInStretchesThatOverlap() {
        var sound = EarSound()
        for number in 0..<50 { _ = sound.take(packet(number)) }
        var commits = 0
        var sent = words(sound.listen(7, from: SampleTime(50 * 320)))
        for number in 50..<1_050 {
            let commands = words(sound.take(packet(number)))
            commits += commands.count { $0 == "commit" }
            if commands.contains("commit") { #expect(commands.count == 52) }
            sent += commands
        }
        #expect(commits == 2)
        #expect(sound.number(of: "A") == 7 && sound.number(of: "B") == 7)
        #expect(!sound.isStuck)
    }

    @Test func aServiceThatNeverAnswersIsStuck() {
        var sound = EarSound()
        for number in 0..<50 { _ = sound.take(packet(number)) }
        for number in 1...EarSound.mostUnanswered + 1 {
            #expect(!sound.isStuck)
            _ = sound.listen(number, from: .zero)
            _ = sound.rest()
        }
        #expect(sound.isStuck)
        sound.forgetStretches()
        #expect(!sound.isStuck)
    }
}
