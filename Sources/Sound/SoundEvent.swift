/// Something changed about the sound card.
package enum SoundEvent: Sendable, Equatable {
    case server(ServerState)
    /// The whole list, after any change of it.
    case devices([SoundDevice])
    case capture(SoundStreamState)
    case playback(SoundStreamState)
    case input(InputHealth)
    /// The box's audio manager silenced the stream, or lets it sound again.
    case hushed(SoundDirection, Bool)
    /// `samples` at the device's rate never reached us (capture) or came too late (playback).
    case lost(SoundDirection, samples: Int)
    /// The server does not lower other programs' streams for us, and why.
    case othersStayLoud(String)
    /// What policy modules of the server do to our stream while others play, in words; empty when nothing.
    case lowered([String])
    /// A frozen server was given every chance: reopened, reconnected. Only restarting it will help.
    case serverIsFrozen
}

package enum SoundDirection: String, Sendable, CaseIterable {
    case capture, playback
}

/// The connection to the sound server.
package enum ServerState: Sendable, Equatable {
    case connecting
    /// Name and version as the server tells them.
    case ready(String)
    /// Not there or gone; tried again by itself.
    case down(reason: String)
    /// It lets nobody else in (PulseAudio serves 64 clients).
    case full
    /// It does not let *us* in.
    case refused
}

/// One stream.
package enum SoundStreamState: Sendable, Equatable {
    /// Not wanted.
    case closed
    /// Wanted, and the server has no device that may be used.
    case noDevice
    case opening(device: String)
    case running(RunningStream)
    /// The server put the device to sleep; comes back by itself.
    case suspended(device: String)
    /// Open, and no sound has passed for this long.
    case stalled(milliseconds: Int)
}

/// What the server granted.
package struct RunningStream: Sendable, Equatable {
    package var device: String
    package var rate: StreamRate
    /// Buffer the server holds (playback) or the piece it delivers (capture), in samples, as read back from it.
    package var grantedSamples: Int
    /// Delay between us and the device, in milliseconds, when last measured.
    package var latencyMilliseconds: Int

    package init(device: String, rate: StreamRate, grantedSamples: Int, latencyMilliseconds: Int) {
        self.device = device
        self.rate = rate
        self.grantedSamples = grantedSamples
        self.latencyMilliseconds = latencyMilliseconds
    }
}

/// A microphone or loudspeaker that the server offers.
package struct SoundDevice: Sendable, Equatable {
    package var name: String
    package var description: String
    package var direction: SoundDirection
    /// A sink's monitor: it records what the sink plays.
    package var isMonitor: Bool
    package var isDefault: Bool
    package var rate: Int
    package var properties: [String: String]

    package init(
        name: String, description: String, direction: SoundDirection, isMonitor: Bool, isDefault: Bool, rate: Int,
        properties: [String: String]
    ) {
        self.name = name
        self.description = description
        self.direction = direction
        self.isMonitor = isMonitor
        self.isDefault = isDefault
        self.rate = rate
        self.properties = properties
    }
}

/// The present, in one piece.
package struct SoundStatus: Sendable, Equatable {
    package var server = ServerState.connecting
    package var devices: [SoundDevice] = []
    package var capture = SoundStreamState.closed
    package var playback = SoundStreamState.closed
    package var input = InputHealth.good
    /// Silenced by the box's audio manager.
    package var captureIsHushed = false
    package var playbackIsHushed = false
    /// Samples lost since the start.
    package var lostCapture = 0
    package var lostPlayback = 0
    /// `nil` until the sound thread runs.
    package var scheduling: ThreadScheduling?
    /// Times the connection to the server was made anew.
    package var reconnects = 0

    package init() {}

    /// The present after `event`.
    package mutating func apply(_ event: SoundEvent) {
        switch event {
        case .server(let state): server = state
        case .devices(let list): devices = list
        case .capture(let state): capture = state
        case .playback(let state): playback = state
        case .input(let health): input = health
        case .hushed(.capture, let isOn): captureIsHushed = isOn
        case .hushed(.playback, let isOn): playbackIsHushed = isOn
        case .lost(.capture, let samples): lostCapture += samples
        case .lost(.playback, let samples): lostPlayback += samples
        case .serverIsFrozen, .othersStayLoud, .lowered: break
        }
    }
}
