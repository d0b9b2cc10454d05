import CPulse
import Sound
import Testing

@testable import PulseSound

/// What needs no sound server: libpulse aborts the whole process when asked wrongly.
@Suite struct PulseStreamTests {
    @Test(arguments: [SoundDirection.capture, .playback])
    func aStreamThatDiedIsAskedNothing(_ direction: SoundDirection) throws {
        let loop = unsafe pa_mainloop_new()
        defer { unsafe pa_mainloop_free(loop) }
        let context = try #require(unsafe PulseContext(api: pa_mainloop_get_api(loop), role: ""))
        let owner = DeafOwner()
        let stream = try #require(
            PulseStream(context: context, name: "test", role: "", rate: .highest, owner: owner))
        context.connect(to: "unix:/nonexistent/pulse")
        while case .connecting = context.look() { _ = unsafe pa_mainloop_iterate(loop, 1, nil) }
        guard case .failed = context.look() else {
            Issue.record("connected to a server that is not there")
            return
        }
        stream.askForMute(direction)
        stream.askForTiming()
        #expect(!stream.isHushed)
        #expect(stream.look() == .failed)
        _ = stream.timing()
        _ = stream.attributes
        _ = stream.device
        _ = stream.dryPlace
        #expect(!stream.isSuspended)
        stream.run()
    }
}

private final class DeafOwner: PulseStreamOwner {
    func streamWantsService(_ stream: PulseStream, bytes: Int) {}
    func streamWasTimed(_ stream: PulseStream) {}
    func streamRanDry(_ stream: PulseStream, _ isDry: Bool) {}
}
