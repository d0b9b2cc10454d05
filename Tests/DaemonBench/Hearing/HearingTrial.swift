import ControlProtocol
import ScriptedService
package import TestBench
import VoiceLiveProtocol

#if canImport(Glibc)
    import Glibc
#endif

/// An evening with the box: it talks alone, people interrupt it, people clear their throats. Whose turn it is the daemon
/// says itself, so that a turn nobody took is seen as one.
package struct HearingTrial {
    package private(set) var tally = HearingTally()
    private let stage: Stage
    private let name: String
    /// Where recordings of what went wrong are put.
    private let folder: String?
    private var speech: TrialSpeech
    private var answers = 0
    private var tokens = 0
    private var unheard = 0
    private var shocks = 0
    /// Where the loudspeaker was when sound was lost last.
    private var shaken: Int?

    /// - Parameter program: Another build of the daemon than the one beside the tests.
    package init(
        _ kind: SoundServerKind, _ room: TrialRoom, seed: UInt64, program: String? = nil,
        keepingIn folder: String? = nil
    ) throws {
        var plan = Stage.Plan()
        plan.kind = kind
        plan.room = room.settings
        plan.program = program
        plan.settings = "[turn]\ndetection = \"local\""
        stage = try Stage(plan)
        name = "\(kind.rawValue)-\(room.rawValue)"
        self.folder = folder
        speech = TrialSpeech(seed: seed)
    }

    package mutating func begin() async throws {
        try await stage.start(isSilent: true)
        try await stage.listen(milliseconds: 1_000)
        try noticeShocks()
        shaken = nil
    }

    /// The box talks, from a cold start if it is the first thing it does.
    package mutating func talkAlone(seconds: Int) async throws {
        let end = microseconds() + Int64(seconds) * 1_000_000
        while microseconds() < end {
            try noticeShocks()
            let (begin, before, pauses) = (
                stage.room.playedEnd, turns, try count("barge_ins_total{result=\"resumed\"}")
            )
            let answer = try await give(seconds: min(20, seconds))
            try await waitForEnd(of: answer, since: begin, turns: before)
            guard try !isShaken(since: begin) else {
                tally.shaken += 1
                tally.cutsWhileShaken += isCut(answer) ? 1 : 0
                continue
            }
            tally.secondsAlone += Double((Loudspeaker(stage.room).end(from: begin) ?? begin) - begin) / 48_000
            tally.phantomTurns += turns - before
            tally.pausesAlone += try count("barge_ins_total{result=\"resumed\"}") - pauses
            guard isCut(answer) else { continue }
            tally.selfInterruptions += 1
            keep("alone")
        }
    }

    /// Somebody says something at any instant of an answer. Returns whether it counts.
    @discardableResult
    package mutating func interrupt() async throws -> Bool {
        try noticeShocks()
        let (begin, before) = (stage.room.playedEnd, turns)
        let answer = try await give(seconds: 9)
        try await stage.listen(milliseconds: speech.number(600..<5_500))
        let words = try speech.interruption()
        let sent = stage.agent.microphoneCount
        let place = stage.room.inject(words, decibels: Double(speech.number(-4..<4)))
        let spoken = try await stage.instant(heard: place.lowerBound)
        try await stage.wait("the words' end") { self.stage.room.heardEnd >= place.upperBound + 43_200 }
        var result = HearingTally.Spoken()
        if isCut(answer) {
            let end = Loudspeaker(stage.room).end(from: begin) ?? begin
            result.silentAfterMilliseconds = max(0, Double(try await stage.instant(played: end) - spoken) / 1_000)
        }
        result.firstSyllable = firstSyllable(of: words, since: sent)
        let isShaken = try isShaken(since: begin)
        if isShaken {
            tally.shaken += 1
            tally.spokenWhileShaken.append(result)
        } else {
            if !result.isPrompt { keep("late") } else if !result.isWhole { keep("syllable") }
            tally.spoken.append(result)
        }
        try await waitForEnd(of: answer, since: begin, turns: before)
        return !isShaken
    }

    /// People clear their throats, or agree, while an answer goes on.
    package mutating func clearThroats(coughs: Int, hums: Int) async throws {
        var sounds = Array(repeating: true, count: coughs) + Array(repeating: false, count: hums)
        while !sounds.isEmpty {
            try noticeShocks()
            let (begin, before) = (stage.room.playedEnd, self.turns)
            let answer = try await give(seconds: min(20, 5 + 4 * sounds.count))
            try await stage.listen(milliseconds: 1_500)
            while !sounds.isEmpty, !isCut(answer), stage.room.playedEnd < begin + 17 * 48_000 {
                let isCough = sounds.remove(at: speech.number(0..<sounds.count))
                let sound = isCough ? speech.cough() : speech.hum()
                let place = stage.room.inject(sound, decibels: Double(speech.number(-4..<3)))
                try await stage.wait("the sound's end") { self.stage.room.heardEnd >= place.upperBound + 43_200 }
                if try isShaken(since: begin) {
                    tally.shaken += 1
                    continue
                }
                if isCough { tally.coughs += 1 } else { tally.hums += 1 }
                guard isCut(answer) else { continue }
                if isCough { tally.coughsThatStopped += 1 } else { tally.humsThatStopped += 1 }
                keep(isCough ? "cough" : "hum")
            }
            try await waitForEnd(of: answer, since: begin, turns: before)
        }
    }
}

extension HearingTrial {
    /// An answer that is heard. While a turn goes on, the daemon wants none.
    private mutating func give(seconds: Int) async throws -> ScriptedAnswer {
        let room = stage.room
        while true {
            answers += 1
            let answer = try speech.answer(answers, seconds: seconds)
            let from = room.playedEnd
            try await stage.agent.give(answer)
            do {
                try await stage.wait("answer \(answers)", within: .seconds(4)) {
                    Loudspeaker(room).onset(from: from) != nil
                }
                unheard = 0
                return answer
            } catch {
                unheard += 1
                tally.unheard += 1
                if unheard == 3 { throw error }
            }
        }
    }

    /// Waits for a silence longer than any pause between sentences; `before` is how many turns there were.
    private func waitForEnd(of answer: ScriptedAnswer, since begin: Int, turns before: Int) async throws {
        let room = stage.room
        try await stage.wait("the answer's end", within: .seconds(60)) {
            let from = max(begin, room.playedEnd - 52_800)
            return room.playedEnd > begin + 52_800 && Loudspeaker(room).end(from: from) == nil
        }
        // The daemon ends a turn that it took, and asks for an answer.
        guard isCut(answer) else { return }
        try? await stage.wait("the turn's end", within: .seconds(5)) { turns > before }
        try await stage.listen(milliseconds: 300)
    }

    private func isCut(_ answer: ScriptedAnswer) -> Bool {
        stage.agent.words.contains { word in
            if case .itemTruncate(let cut) = word.event { cut.itemID == answer.item } else { false }
        }
    }

    /// Turns the daemon took for a person's.
    private var turns: Int {
        stage.agent.words.count { if case .audioCommit = $0.event { true } else { false } }
    }

    /// One of the daemon's counters.
    private func count(_ name: String) throws -> Int {
        let text = try stage.client.ask("daemon.metrics")["text"]?.string ?? ""
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("voicelived_" + name) }
        return lines.reduce(0) { $0 + ($1.split(separator: " ").last.flatMap { Int($0) } ?? 0) }
    }

    /// A machine too busy to carry sound leaves holes in it, and clocks that jump.
    private mutating func noticeShocks() throws {
        let figures = stage.room.figures
        let shocks =
            figures.disturbances + figures.anchorings + figures.lateSamples + (try count("audio_xruns_total"))
        if shocks != self.shocks { shaken = stage.room.playedEnd }
        self.shocks = shocks
    }

    /// From some seconds before a place of the loudspeaker's until now.
    private mutating func isShaken(since begin: Int) throws -> Bool {
        try noticeShocks()
        return shaken.map { $0 > begin - 8 * 48_000 } ?? false
    }

    /// Looks for all of the words, and then at their beginning.
    private func firstSyllable(of words: [Int16], since start: Int) -> Double {
        let spoken = resampled(words, from: 48_000, to: 16_000)
        let beginning = Array(spoken.prefix(4_000))
        // A turn that was sent too late has its beginning before all that was sent.
        let heard = [Int16](repeating: 0, count: 16_000) + stage.agent.microphone(from: start)
        guard let whole = Correlation.find(spoken, in: heard) else { return 0 }
        let near = max(0, whole.index - 32)..<min(heard.count, whole.index + beginning.count + 32)
        return Correlation.find(beginning, in: Array(heard[near]))?.similarity ?? 0
    }

    private mutating func keep(_ what: String) {
        guard let folder else { return }
        tokens += 1
        _ = unsafe mkdir(folder, 0o755)
        stage.room.recording().write(to: "\(folder)/\(name)-\(what)-\(tokens).wav")
    }
}
