import Configuration
import ControlProtocol
import ControlServer
import Diagnostics

/// `dsp.…`: the part of the configuration that the signal path hears, by its stages.
extension DaemonCommands {
    func signal(_ params: DspGet.Params) throws(ControlError) -> DspGet.Result {
        DspGet.Result(effective: try rows(params.stage), health: cards.signalHealth)
    }

    func set(_ params: DspSet.Params, by client: ControlClient) throws(ControlError) -> DspSet.Result {
        let stage = try SignalStage(named: params.stage)
        guard !params.values.members.isEmpty else {
            throw ControlError(.configInvalid, "values is empty", hint: "name at least one setting")
        }
        _ = try override(
            params.values.members.map { (stage.path + "." + $0.name, $0.value) }, for: params.ttlMilliseconds,
            by: client, origin: "set")
        return DspSet.Result(effective: try rows(params.stage))
    }

    func unset(_ params: DspUnset.Params) throws(ControlError) -> DspUnset.Result {
        let stage = try SignalStage(named: params.stage)
        _ = try change("unset") { store throws(ControlError) in
            try store.override { overrides in
                for path in overrides.paths where stage.holds(path) { overrides.unset(path) }
            }
        }
        return DspUnset.Result(effective: try rows(params.stage))
    }

    /// Their time-outs end; what is kept is what a file must say to have it after the next start too.
    func keep(_ params: DspKeep.Params) throws(ControlError) -> DspKeep.Result {
        let stages =
            try params.stage.map { name throws(ControlError) in [try SignalStage(named: name)] }
            ?? SignalStage.allCases
        var kept: Set<String> = []
        _ = try change("set") { store throws(ControlError) in
            try store.override { overrides in
                kept = Set(overrides.paths.filter { path in stages.contains { $0.holds(path) } })
                for path in kept { overrides.keep(path) }
            }
        }
        return DspKeep.Result(kept: try rows(params.stage).filter { kept.contains($0.path) })
    }

    private func rows(_ name: String?) throws(ControlError) -> [ConfigValue] {
        let stages =
            try name.map { name throws(ControlError) in [try SignalStage(named: name)] }
            ?? SignalStage.allCases
        let effective = store.effective
        return stages.flatMap { effective.rows(section: $0.path) }.map { row in
            ConfigValue(path: row.path, toml: row.value, origin: row.origin.words)
        }
    }
}

/// A stage of the signal path with keys of its own.
enum SignalStage: String, CaseIterable {
    case aec, ns, agc, speech
    case bargeIn = "barge_in"

    init(named name: String) throws(ControlError) {
        guard let stage = SignalStage(rawValue: name) else {
            throw ControlError(
                .configInvalid, "there is no stage \"\(name)\"",
                hint: "stages are " + SignalStage.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = stage
    }

    /// Its table.
    var path: String {
        switch self {
        case .aec, .ns, .agc: "dsp." + rawValue
        case .speech, .bargeIn: rawValue
        }
    }

    func holds(_ key: String) -> Bool { key.hasPrefix(path + ".") }
}
