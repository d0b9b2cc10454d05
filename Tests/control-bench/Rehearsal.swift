import ControlProtocol
import ControlServer
import ControlTestSupport

/// Something to see and hear for the clients of a fake daemon: levels, words, tone, and a call of each offered tool.
enum Rehearsal {
    static func start(_ server: ControlServer, _ daemon: FakeDaemon) {
        server.publish(LinkState(state: .up, endpoint: "fake"))
        server.publish(AudioState(state: .running))
        daemon.onTools { tools in
            for tool in tools where tool.name == "set_temperature" {
                server.callTool("t-1", tool: tool.name, arguments: #"{"value":21}"#, session: "s-1")
            }
        }
        Task {
            var frame: Int64 = 0
            while true {
                try await Task.sleep(for: .milliseconds(20))
                server.publish(
                    AudioLevel(rmsDecibels: -20, peakDecibels: -12, vad: 0.9, farDecibels: -90))
                server.deliver(tone(frame))
                frame += 1
            }
        }
    }

    /// 20 ms of a square wave at 16 kHz.
    private static func tone(_ frame: Int64) -> TapFrame {
        let samples = (0..<320).flatMap { index -> [UInt8] in index / 16 % 2 == 0 ? [0, 0x10] : [0, 0xF0] }
        return TapFrame(
            stream: TappedStream(point: .micDsp, format: .pcm16, rate: nil), offset: frame * 320, bytes: samples,
            durationMicroseconds: 20_000)
    }
}
