import TestBench

/// Records what a loudspeaker of a private server plays, with the server's own recording program.
final class MonitorRecording {
    private let folder: TemporaryFolder
    private let recorder: ChildProcess
    private var path: String { folder.path + "/monitor.raw" }

    init(of device: VirtualDevice, on server: any SoundServer) throws {
        folder = try TemporaryFolder("monitor")
        let arguments = [
            "--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=10",
            "--device=" + device.name + ".monitor",
        ]
        recorder = try ChildProcess(
            "parec", arguments, environment: server.environment, output: .file(folder.path + "/monitor.raw"))
    }

    /// What was recorded so far.
    var samples: [Int16] {
        let bytes = readWholeFile(path) ?? []
        return (0..<bytes.count / 2).map { Int16(bitPattern: UInt16(bytes[$0 * 2]) | UInt16(bytes[$0 * 2 + 1]) << 8) }
    }

    /// Ends the recording and returns it.
    func finish() -> [Int16] {
        recorder.terminate()
        return samples
    }
}
