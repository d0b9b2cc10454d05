package import Sound

/// Where an item's samples lie on a lane, once resampled to the device's rate.
///
/// Every packet of one resampler run shares `origin` and `base`, so positions never collect rounding errors.
package struct ItemScale: BitwiseCopyable, Sendable, Equatable {
    /// Lane index of the resampler run's first output.
    var origin: Int64
    /// Item position of the run's first input. May lie before the item's own beginning.
    var base: Int64
    /// Lane indices and item positions between which the scale is good.
    var first: Int64
    var last: Int64
    var lower: Int64
    var upper: Int64
    var packetRate: Int32
    var deviceRate: Int32

    /// How many of the item's samples lie before lane index `index`.
    func position(at index: Int64) -> Int64 {
        if index <= first { return lower }
        if index >= last { return upper }
        let scaled = dividedUp((index - origin) * Int64(packetRate), by: Int64(deviceRate))
        return min(max(base + scaled, lower), upper)
    }

    /// `next` goes on where this one ends.
    func continues(in next: ItemScale) -> Bool {
        origin == next.origin && base == next.base && packetRate == next.packetRate && deviceRate == next.deviceRate
            && last == next.first && upper == next.lower
    }
}

/// Quotient rounded towards plus infinity; `divisor` is positive.
func dividedUp(_ dividend: Int64, by divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor > 0 ? quotient + 1 : quotient
}

/// One item's sound that was rendered without a break.
package struct PlayedRun: BitwiseCopyable, Sendable, Equatable {
    package var lane: PlayoutLaneName
    package var tag: PlayoutTag
    /// Index of the first sample on the loudspeaker's clock.
    package var device: SampleTime
    /// Samples at the device's rate.
    package var count: Int
    /// Lane index of the first sample.
    var content: Int64
    var scale: ItemScale

    package var end: SampleTime { device + count }

    package var packetRate: Int32 { scale.packetRate }

    /// How many of the item's samples, at the packet's rate, lie before `time`.
    package func itemPosition(at time: SampleTime) -> Int64 {
        scale.position(at: content + Int64(time - device))
    }

    /// Takes `next` in when it goes on where this run ends.
    mutating func extend(with next: PlayedRun) -> Bool {
        guard lane == next.lane, tag == next.tag, end == next.device, content + Int64(count) == next.content,
            scale.origin == next.scale.origin, scale.base == next.scale.base,
            scale.packetRate == next.scale.packetRate, scale.deviceRate == next.scale.deviceRate
        else { return false }
        count += next.count
        // Both may lie in one packet, or in two that follow each other.
        scale.last = max(scale.last, next.scale.last)
        scale.upper = max(scale.upper, next.scale.upper)
        return true
    }

    static let blank = PlayedRun(
        lane: .answer, tag: PlayoutTag(response: 0, item: 0), device: .zero, count: 0, content: 0,
        scale: ItemScale(origin: 0, base: 0, first: 0, last: 0, lower: 0, upper: 0, packetRate: 1, deviceRate: 1))
}

/// A fact from the sound thread about what the loudspeaker plays.
package enum PlayoutRecord: BitwiseCopyable, Sendable, Equatable {
    case rendered(PlayedRun)
    /// The device dropped everything from here on.
    case takenBack(from: SampleTime)
    /// The loudspeaker got so far.
    case heard(until: SampleTime)
    /// An answer ran out of packets before its last one.
    case ranDry(PlayoutTag, at: SampleTime)
    /// Loudspeaker silent: nothing left to say.
    case idle(at: SampleTime)
}

/// What was rendered lately, newest last. Belongs to one thread; only `init` allocates.
struct PlayedRuns: ~Copyable {
    private var runs: FixedQueue<PlayedRun>

    init(capacity: Int = 512) {
        runs = FixedQueue(capacity: capacity, filledWith: .blank)
    }

    var newest: PlayedRun? { runs.isEmpty ? nil : runs[runs.count - 1] }

    mutating func append(_ run: PlayedRun) {
        if var last = newest, last.extend(with: run) {
            runs[runs.count - 1] = last
            return
        }
        if runs.isFull { runs.removeFirst() }
        _ = runs.append(run)
    }

    /// Removes the newest run that reaches beyond `time`, or its part beyond it, and returns that part.
    mutating func removeLast(from time: SampleTime) -> PlayedRun? {
        guard var last = newest, last.end > time else { return nil }
        guard last.device < time else {
            runs.removeLast()
            return last
        }
        var removed = last
        let kept = time - last.device
        removed.device = time
        removed.count -= kept
        removed.content += Int64(kept)
        last.count = kept
        runs[runs.count - 1] = last
        return removed
    }

    /// Forgets runs that end at or before `time`.
    mutating func forget(before time: SampleTime) {
        while !runs.isEmpty, runs[0].end <= time { runs.removeFirst() }
    }
}
