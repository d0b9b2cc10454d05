import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Dispatch
import Recording
import SignalPath
import SignalSettings
import Sound

/// `record.…` and `dsp.replay`.
extension DaemonCommands {
    func record(_ params: RecordStart.Params, for client: ControlClient) throws(ControlError) -> RecordStart.Result {
        let settings = store.settings
        guard settings.record.enabled else {
            throw ControlError(
                .configReadOnly, "recording is not allowed on this box", hint: "set record.enabled = true")
        }
        let name = try Self.name(params.name)
        let points = try Self.points(params.points)
        guard let card = cards.card, let format = PipelineFormat(sessionSettings) else {
            throw ControlError(
                .sessionState, "the sound card is not in use", hint: "start a session, then record what it hears")
        }
        let seconds = min(params.maxS, settings.record.maxLength.wholeMilliseconds / 1_000)
        try Self.translating { () throws(RecordingFault) in
            try cards.recordings.start(
                Recorder.Plan(
                    shelf: RecordingShelf(settings), name: name, points: points, seconds: seconds, rate: format.rate,
                    limits: ShelfLimits(settings.record), notes: notes(points)),
                of: card, for: client)
        }
        return RecordStart.Result(file: name.text + ".wav")
    }

    private static func points(_ wanted: [RecordStart.TapPointChoice]?) throws(ControlError) -> [RecordedPoint] {
        var points: [RecordedPoint] = []
        for choice in wanted ?? [] {
            guard let point = RecordedPoint(rawValue: choice.point.rawValue), !points.contains(point) else {
                throw ControlError(
                    .tapPoint, "\(choice.point.rawValue) cannot be recorded, or stands there twice",
                    hint: "choose from " + RecordedPoint.allCases.map(\.rawValue).joined(separator: ", "))
            }
            points.append(point)
        }
        return points.isEmpty ? RecordedPoint.allCases : points
    }

    func stop(_ params: RecordStop.Params) async throws(ControlError) -> RecordStop.Result {
        let name = try Self.name(params.name)
        let entry: RecordingShelf.Entry
        do throws(RecordingFault) { entry = try await cards.recordings.stop(name) } catch { throw ControlError(error) }
        return RecordStop.Result(file: name.text + ".wav", durationMilliseconds: entry.durationMilliseconds)
    }

    func recorded() -> RecordList.Result {
        let whole = RecordingShelf(store.settings).entries.suffix(1_000).map { entry in
            RecordingSummary(
                name: entry.name.text, bytes: entry.bytes, durationMilliseconds: entry.durationMilliseconds)
        }
        return RecordList.Result(recordings: whole + cards.recordings.progress)
    }

    func delete(_ params: RecordDelete.Params) throws(ControlError) {
        let name = try Self.name(params.name)
        guard !cards.recordings.isActive(name) else {
            throw ControlError(.storageName, "\"\(name.text)\" is being recorded", hint: "record.stop ends it")
        }
        let shelf = RecordingShelf(store.settings)
        try Self.translating { () throws(RecordingFault) in try shelf.delete(name) }
    }

    /// What an earlier daemon's end interrupted becomes whole. Before any client may record: what is being recorded
    /// looks the same.
    func salvageRecordings() {
        let shelf = RecordingShelf(store.settings)
        for name in shelf.salvage(now: cards.recordings.clock.now(on: shelf)) {
            instruments.log(.recordStopped, "recording \"\(name.text)\" was interrupted; what there is of it is kept")
        }
    }

    /// What is too old or too much goes, now and every hour. Until cancelled.
    func keepRecordingsTidy() async {
        while !Task.isCancelled {
            // Thousands of recordings take their time; sessions and signs of life do not wait for them.
            DispatchQueue.global(qos: .utility).async { [self] in
                let shelf = RecordingShelf(store.settings)
                let now = cards.recordings.clock.now(on: shelf)
                shelf.tidy(ShelfLimits(store.settings.record), now: now)
            }
            try? await Task.sleep(for: .seconds(3_600))
        }
    }

    // MARK: Replay

    func replay(_ params: DspReplay.Params) throws(ControlError) -> DspReplay.Result {
        let (source, output) = (try Self.name(params.recording), try Self.name(params.output))
        let settings = try store.trial { overrides throws(ControlError) in
            for setting in params.settings?.members ?? [] {
                let stage = try SignalStage(named: String(setting.name.prefix { $0 != "." }))
                let key = stage.path + setting.name.dropFirst(stage.rawValue.count)
                try overrides.set(key, setting.value, by: "replay", for: nil, now: .zero)
            }
        }
        let shelf = RecordingShelf(store.settings)
        guard shelf.entry(source) != nil else { throw ControlError(RecordingFault.missing(source.text)) }
        guard shelf.entry(output) == nil else { throw ControlError(RecordingFault.exists(output.text)) }
        let work = ReplayWork(
            shelf: shelf, source: source, output: output, settings: settings,
            limits: ShelfLimits(store.settings.record), values: Self.signalValues(settings))
        return DspReplay.Result(job: try jobs.begin { progress throws(JobDesk.Failure) in try work.run(progress) })
    }

    // MARK: Words

    private func notes(_ points: [RecordedPoint]) -> RecordingNotes {
        var notes = RecordingNotes(points: points.map(\.rawValue))
        let sound = board.read().sound
        notes.started = WallTime.now()
        (notes.microphone, notes.loudspeaker) = (sound?.capture.device, sound?.playback.device)
        if case .running(let stream) = sound?.capture {
            notes.microphoneLatencyMilliseconds = Double(stream.latencyMilliseconds)
        }
        if case .running(let stream) = sound?.playback {
            notes.loudspeakerLatencyMilliseconds = Double(stream.latencyMilliseconds)
        }
        notes.settings = Self.signalValues(sessionSettings)
        return notes
    }

    private static func signalValues(_ settings: Settings) -> JSONObject {
        var object = JSONObject()
        for key in SettingTable.keys where SignalStage.allCases.contains(where: { $0.holds(key.name) }) {
            object[key.name] = ConfigValue(path: key.name, toml: key.valueText(settings), origin: nil).value
        }
        return object
    }

    private static func name(_ text: String) throws(ControlError) -> RecordingName {
        guard let name = RecordingName(text) else {
            throw ControlError(.storageName, "that is no name for a recording")
        }
        return name
    }

    private static func translating(_ work: () throws(RecordingFault) -> Void) throws(ControlError) {
        do throws(RecordingFault) { try work() } catch { throw ControlError(error) }
    }
}

extension ControlError {
    init(_ fault: RecordingFault) {
        switch fault {
        case .exists: self.init(.storageName, fault.explanation, hint: "choose another name, or record.delete it")
        case .missing: self.init(.storageMissing, fault.explanation)
        case .full: self.init(.storageFull, fault.explanation)
        case .damaged, .system: self.init(.internalFault, fault.explanation, hint: "see record.directory")
        }
    }
}
