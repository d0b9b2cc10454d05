package import Sound
import Synchronization

/// The loudspeaker's source: answers, and prompts that come before them.
///
/// ```
/// packets ─► PlayoutLane answer ─┐ resampled, staged
///                                ├─► one lane at a time ─► fades, volume, ceiling ─► device
/// packets ─► PlayoutLane prompt ─┘        │
///                                         └─► records: rendered, taken back, heard ─► PlaybackLedger
/// ```
///
/// All stored state belongs to the sound thread. Other threads reach it through `Playout`.
package final class PlayoutQueue: PlaybackSource, @unchecked Sendable {
    // @unchecked: everything below is touched on the sound thread only; rings, mailbox and atomics lead in and out.
    private var prompt: PlayoutLane
    private var answer: PlayoutLane
    private let prompts: PlayoutLaneState
    private let answers: PlayoutLaneState
    private let switches: PlayoutSwitches
    private var settings: MailboxReceiver<PlayoutSettings>
    private var records: PlayoutRecorder
    private var envelope = PlayoutEnvelope()
    private var runs = PlayedRuns()
    private var rate: StreamRate?
    private var audible: PlayoutLaneName?
    private var newestTag: PlayoutTag?
    /// Nothing was left to say, and that was reported.
    private var isIdle = true
    private var cushion = PlayoutCushion()
    private var heardEnd = SampleTime.zero

    init(
        answer: consuming PlayoutLane, prompt: consuming PlayoutLane, answers: PlayoutLaneState,
        prompts: PlayoutLaneState, switches: PlayoutSwitches, settings: consuming MailboxReceiver<PlayoutSettings>,
        records: consuming PlayoutRecorder
    ) {
        self.answer = answer
        self.prompt = prompt
        self.answers = answers
        self.prompts = prompts
        self.switches = switches
        self.settings = settings
        self.records = records
    }

    package func prepare(rate: StreamRate, start: SampleTime) {
        rewind(to: heardEnd)
        self.rate = rate
        answer.prepare(rate: rate)
        prompt.prepare(rate: rate)
        envelope.apply(settings.current.sane, rate: rate)
        heardEnd = max(heardEnd, start)
    }

    package func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        if let rate, let new = settings.takeNew() { envelope.apply(new.sane, rate: rate) }
        var filled = 0
        var isSound = false
        while filled < target.count {
            let wanted = nextLane(room: target.count - filled)
            if let lane = audible, lane == wanted || envelope.isOpen {
                let done = play(lane, on: lane == wanted, into: &target, from: filled, at: start + filled)
                filled += done
                isSound = isSound || done > 0
            } else if !changesLane(to: wanted, at: start + filled) {
                break
            }
        }
        for index in filled..<target.count { target[index] = 0 }
        cushion.wait(samples: target.count - filled)
        records.publishRun()
        return isSound
    }

    package func takenBack(from first: SampleTime) { rewind(to: first) }

    package func heard(until end: SampleTime) {
        heardEnd = max(heardEnd, end)
        runs.forget(before: end)
        records.publish(.heard(until: end))
    }

    /// Makes the lanes go on at the sample that `first` would have played.
    private func rewind(to first: SampleTime) {
        while let run = runs.removeLast(from: first) {
            switch run.lane {
            case .answer: answer.rewind(to: run.content)
            case .prompt: prompt.rewind(to: run.content)
            }
        }
        records.takeBack(from: first)
        // The device made its own fade.
        envelope.close()
        audible = nil
    }

    /// Plays the audible lane on, or fades it out. Returns the samples done.
    private func play(
        _ lane: PlayoutLaneName, on: Bool, into target: inout MutableSpan<Int16>, from filled: Int,
        at time: SampleTime
    ) -> Int {
        let room = target.count - filled
        let count = on ? room : min(room, envelope.samplesUntilClosed)
        let done = render(lane, into: &target, from: filled, at: time, count: count, opens: on)
        // Nothing left to fade.
        if done == 0 { envelope.close() }
        return done
    }

    /// The audible lane is silent: another one takes over. `false` when there is none.
    private func changesLane(to wanted: PlayoutLaneName?, at time: SampleTime) -> Bool {
        if wanted == nil { fallsSilent(at: time) }
        audible = wanted
        return wanted != nil
    }

    private func fallsSilent(at time: SampleTime) {
        if let tag = newestTag, audible == .answer, isDry(tag) {
            answers.underruns.wrappingAdd(1, ordering: .relaxed)
            records.publish(.ranDry(tag, at: time))
            cushion.begin(response: tag.response)
        } else if !isIdle, answer.stage.ahead == 0, prompt.stage.ahead == 0 {
            isIdle = true
            records.publish(.idle(at: time))
        }
    }

    private func isDry(_ tag: PlayoutTag) -> Bool {
        answer.stage.ahead == 0 && tag.response >= answer.minimumResponse
            && tag.response > answers.finishedResponse.load(ordering: .relaxed)
    }

    /// The lane that should be heard now.
    private func nextLane(room: Int) -> PlayoutLaneName? {
        let ahead = room + envelope.fadeSamples
        prompt.fill(ahead: ahead)
        answer.fill(ahead: ahead)
        if !fades(.prompt) { prompt.skipStale() }
        if !fades(.answer) { answer.skipStale() }
        if let head = prompt.stage.head, head.tag.response >= prompt.minimumResponse { return .prompt }
        guard !switches.isPaused.load(ordering: .relaxed), let head = answer.stage.head,
            head.tag.response >= answer.minimumResponse, !holdsBack(head.tag.response)
        else { return nil }
        return .answer
    }

    /// Stale sound is still needed for a fade.
    private func fades(_ lane: PlayoutLaneName) -> Bool { audible == lane && envelope.isOpen }

    private func holdsBack(_ response: UInt32) -> Bool {
        guard let rate, cushion.isHolding(response) else { return false }
        let isComplete = answers.finishedResponse.load(ordering: .relaxed) >= response
        return cushion.holds(
            milliseconds: settings.current.sane.cushionMilliseconds, rate: rate,
            queuedMicroseconds: answers.queuedMicroseconds + answer.stagedMicroseconds, isComplete: isComplete)
    }

    private func render(
        _ name: PlayoutLaneName, into target: inout MutableSpan<Int16>, from filled: Int, at time: SampleTime,
        count: Int, opens: Bool
    ) -> Int {
        switch name {
        case .answer: copy(&answer, into: &target, from: filled, at: time, count: count, opens: opens)
        case .prompt: copy(&prompt, into: &target, from: filled, at: time, count: count, opens: opens)
        }
    }

    /// Renders what lies in the lane's first span.
    private func copy(
        _ lane: inout PlayoutLane, into target: inout MutableSpan<Int16>, from filled: Int, at time: SampleTime,
        count: Int, opens: Bool
    ) -> Int {
        guard let span = lane.stage.head else { return 0 }
        let ahead = lane.stage.ahead
        let done = min(count, ahead, Int(span.end - lane.stage.cursor))
        for offset in 0..<done {
            let sample = lane.stage[offset]
            target[filled + offset] =
                opens ? envelope.opening(sample, remaining: ahead - offset) : envelope.closing(sample)
        }
        let run = PlayedRun(
            lane: lane.name, tag: span.tag, device: time, count: done, content: lane.stage.cursor, scale: span.scale)
        lane.advance(done)
        runs.append(run)
        records.add(run)
        isIdle = false
        newestTag = lane.name == .answer ? span.tag : newestTag
        return done
    }
}
