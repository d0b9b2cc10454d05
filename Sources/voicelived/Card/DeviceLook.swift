import Dispatch
import Sound

/// Asks the sound server what it has while nobody uses the card. Whoever asks meanwhile shares the answer.
actor DeviceLook {
    private var running: Task<SoundLook, Never>?

    func look(_ settings: SoundSettings) async -> SoundLook {
        if let running { return await running.value }
        // The look blocks its thread, which must be none of Swift's own.
        let task = Task {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: SoundSystems.look(settings)) }
            }
        }
        running = task
        defer { running = nil }
        return await task.value
    }
}

extension SoundLook {
    /// What an open card knows.
    init(_ status: SoundStatus) {
        self.init(
            server: status.server, devices: status.devices, source: status.capture.device,
            sink: status.playback.device)
    }
}
