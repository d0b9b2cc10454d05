/// A server, a room, somebody who plays to the loudspeaker and somebody who listens to the microphone.
package final class RoomScene: Sendable {
    package let server: any SoundServer
    package let room: AcousticRoom
    package let player: DevicePlayback
    package let microphone: DeviceRecording

    package enum Failure: Error {
        /// The machine was too busy for this many attempts to measure anything.
        case alwaysDisturbed(attempts: Int, RoomFigures)
    }

    /// Thrown by a measurement that finds a known sound damaged on a recording: an overloaded PipeWire drops samples
    /// without telling its clients. The attempt is thrown away.
    package struct HasHole: Error {
        package init() {}
    }

    package init(_ kind: SoundServerKind, _ settings: RoomSettings = RoomSettings()) throws {
        server = try kind.start()
        room = try AcousticRoom(server, settings)
        player = DevicePlayback(server)
        microphone = DeviceRecording(server)
    }

    /// Whether a stream ran dry, stood still or came late: what was measured says nothing then.
    package var isDisturbed: Bool {
        let figures = room.figures
        return figures.disturbances > 0 || figures.anchorings != 1 || figures.lateSamples > 0
            || player.disturbances > 0 || microphone.disturbances > 1
    }

    /// What `body` measures in a scene that nothing disturbed. A machine that runs other work at the same time
    /// starves a sound server now and then; such an attempt is thrown away, and a new scene set up.
    package static func measure<Result>(
        _ kind: SoundServerKind, _ settings: RoomSettings = RoomSettings(), attempts: Int = 5,
        _ body: (RoomScene) throws -> Result
    ) throws -> Result {
        var figures = RoomFigures()
        for _ in 0..<attempts {
            let scene = try RoomScene(kind, settings)
            guard scene.microphone.waits(for: settings.rate / 10, within: .seconds(10)) else { continue }
            do {
                let result = try body(scene)
                if !scene.isDisturbed { return result }
            } catch  where scene.isDisturbed {}
            figures = scene.room.figures
        }
        throw Failure.alwaysDisturbed(attempts: attempts, figures)
    }

    /// Lets room and microphone go on for so long.
    package func listen(milliseconds: Int) {
        let count = milliseconds * room.settings.rate / 1_000
        let room = room.heardEnd + count, microphone = microphone.count + count
        _ = self.room.waits(untilHeard: room, within: .milliseconds(milliseconds) + .seconds(10))
        _ = self.microphone.waits(for: microphone, within: .seconds(10))
    }
}
