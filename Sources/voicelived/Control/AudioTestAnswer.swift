import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import LiveAudio
import SignalPath
import Sound

/// `audio.test` and `audio.select`.
extension DaemonCommands {
    func test(_ params: AudioTest.Params) async throws(ControlError) -> AudioTest.Result {
        let settings = store.settings
        let test = CardTest()
        let card = try cards.borrow(settings) { test.take($0) }
        let outcome: Result<(measures: CardMeasures, status: SoundStatus), ControlError>
        do throws(ControlError) {
            outcome = .success(
                try await test.run(on: card, rate: settings.audio.rate, chirps: params.kind == .delay ? 3 : 8))
        } catch {
            outcome = .failure(error)
        }
        await cards.close(card)
        let (measures, status) = try outcome.get()
        var result = AudioTest.Result(
            measured: AudioTest.Measured(
                delayMilliseconds: measures.delayMilliseconds, levelDecibels: measures.levelDecibels,
                noiseDecibels: measures.noiseDecibels, driftPartsPerMillion: measures.driftPartsPerMillion,
                echoLossDecibels: measures.echoLossDecibels, clippedShare: measures.clippedShare))
        result.checks = CalibrationCard.checks(measures)
        result.passed = result.checks?.allSatisfy { $0.status != .fail }
        (result.microphone, result.loudspeaker) = (status.capture.device, status.playback.device)
        if params.kind == .loop, result.microphone != nil, result.loudspeaker != nil,
            !CalibrationShelf(settings).keep(result, at: WallTime.now())
        {
            instruments.log(.audioBadSignal, "the test's result could not be kept in the state directory")
        }
        return result
    }

    /// Holds until the daemon ends; a file keeps it.
    func select(_ params: AudioSelect.Params, by client: ControlClient) async throws(ControlError) -> AudioSelect.Result
    {
        let direction: SoundDirection = params.direction == .input ? .capture : .playback
        let known = await cards.look(store.settings).devices.filter { $0.direction == direction }
        guard params.device == "auto" || known.isEmpty || known.contains(where: { $0.name == params.device }) else {
            throw ControlError(
                .noDevice, "there is no \(params.direction.rawValue) \"\(params.device)\"",
                hint: "audio.devices lists the devices")
        }
        let key = params.direction == .input ? "audio.source" : "audio.sink"
        _ = try override([(key, .string(params.device))], for: nil, by: client, origin: "set")
        return AudioSelect.Result(device: params.device)
    }
}
