import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// The box's audio manager: mutes our streams, or asks them to be silent while somebody else speaks.
@Suite(.serialized) struct HushLiveTests {
    @discardableResult
    private func pactl(_ server: any SoundServer, _ arguments: String...) throws -> String {
        let process = try ChildProcess("pactl", arguments, environment: server.environment)
        #expect(process.wait(within: .seconds(10)) == .code(0), "\(process.standardError)")
        return process.standardOutput
    }

    /// The number of our own stream in the server's list.
    private func stream(_ what: String, _ server: any SoundServer) throws -> String {
        let list = try pactl(server, "list", "short", what)
        let line = try #require(list.split(separator: "\n").first)
        return String(try #require(line.split(separator: "\t").first))
    }

    @Test(.timeLimit(.minutes(2))) func aMuteIsSeenInBothDirections() throws {
        let server = try SoundServerKind.pulseAudio.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.capturesAgain(within: .seconds(5)))
        #expect(card.playsAgain(within: .seconds(5)))
        #expect(!card.system.status.playbackIsHushed && !card.system.status.captureIsHushed)

        let playing = try stream("sink-inputs", server)
        try pactl(server, "set-sink-input-mute", playing, "1")
        #expect(becomesTrue(within: .seconds(1)) { card.system.status.playbackIsHushed })
        // Nobody could tell when it is over if the stream went.
        card.system.demandPlayback(.idle)
        usleep(300_000)
        #expect(card.system.status.playbackIsHushed)
        try pactl(server, "set-sink-input-mute", playing, "0")
        #expect(becomesTrue(within: .seconds(1)) { !card.system.status.playbackIsHushed })
    }

    @Test(.timeLimit(.minutes(2))) func aRequestToCorkIsHeededUntilItIsTakenBack() throws {
        let server = try SoundServerKind.pulseAudio.start()
        try pactl(server, "load-module", "module-role-cork", "trigger_roles=phone", "cork_roles=assistant")
        var settings = RunningCard.settings(for: server)
        settings.role = "assistant"
        let card = RunningCard(server: server, settings: settings)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        let call = try ChildProcess(
            "pacat", ["--raw", "--property=media.role=phone", "/dev/zero"], environment: server.environment)
        #expect(becomesTrue(within: .seconds(3)) { card.system.status.playbackIsHushed })
        call.kill()
        #expect(becomesTrue(within: .seconds(3)) { !card.system.status.playbackIsHushed })
    }
}
