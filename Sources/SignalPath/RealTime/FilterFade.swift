/// From one choice of echo filters to another without a click: 10 ms out with the old, 10 ms in with the new.
///
/// Pipeline thread; no allocation.
struct FilterFade {
    private var next: PipelineSettings?
    private var comesIn = false

    /// Whether `new` has to wait for the end of a fade. What waited before is replaced.
    mutating func wants(_ new: PipelineSettings, after old: PipelineSettings) -> Bool {
        let isSwitch = new.cancelsEcho != old.cancelsEcho || new.cancelsEcho && new.echoFilters != old.echoFilters
        next = isSwitch ? new : nil
        return isSwitch
    }

    /// Works on 10 ms in place. Returns what is in force from the next block on, if that is new.
    mutating func apply(_ samples: inout MutableSpan<Int16>) -> PipelineSettings? {
        let (goesOut, didComeIn) = (next != nil, comesIn)
        guard goesOut || didComeIn else { return nil }
        let step = 1 / Float(max(1, samples.count))
        for index in 0..<samples.count {
            let place = Float(index) * step
            let share = (goesOut ? 1 - place : 1) * (didComeIn ? place : 1)
            samples[index] = Int16(Float(samples[index]) * share)
        }
        comesIn = goesOut
        defer { next = nil }
        return next
    }
}
