import Synchronization

/// What the loudspeaker was really given, by sample index, for the last few seconds: the echo canceller's reference.
///
/// Concurrency: the sound thread writes, one other thread reads. Each sample is a relaxed atomic (a plain move on this
/// processor), because the writer may take back sound that the device never played while the reader looks elsewhere.
/// `end` is published last, so whoever sees an end also sees the samples before it.
package final class ReferenceTape: Sendable {
    private let samples: SampleStore
    private let mask: Int64
    private let publishedEnd = Atomic<Int64>(0)
    private let publishedStart = Atomic<Int64>(0)

    /// A tape for at least `capacity` samples (rounded up to a power of two).
    package init(capacity: Int) {
        var size = 1
        while size < capacity { size <<= 1 }
        samples = SampleStore(count: size)
        mask = Int64(size - 1)
    }

    package var capacity: Int { Int(mask) + 1 }
    /// Whether the kernel keeps the samples in memory. `false` when the limits do not allow it; sound still works.
    package var isLockedInMemory: Bool { samples.isLockedInMemory }

    /// Index behind the last sample given to the device.
    package var end: SampleTime {
        SampleTime(publishedEnd.load(ordering: .acquiring))
    }

    /// Adds `source` at `start`. Skipped time before it reads as silence. Sound thread only.
    package func write(_ source: Span<Int16>, at start: SampleTime) {
        let oldEnd = publishedEnd.load(ordering: .relaxed)
        let end = start.samples + Int64(source.count)
        // Told before the oldest samples are overwritten; the reader looks again after it copied.
        publishedStart.store(max(publishedStart.load(ordering: .relaxed), end - mask - 1), ordering: .relaxed)
        atomicMemoryFence(ordering: .releasing)
        if start.samples > oldEnd {
            fillWithSilence(from: max(oldEnd, start.samples - mask - 1), to: start.samples)
        }
        for offset in 0..<source.count {
            samples[Int((start.samples + Int64(offset)) & mask)] = source[offset]
        }
        publishedEnd.store(end, ordering: .releasing)
    }

    /// Forgets what lies at and after `time`: the device dropped it unplayed. Sound thread only.
    package func takeBack(from time: SampleTime) {
        let end = publishedEnd.load(ordering: .relaxed)
        guard time.samples < end else { return }
        publishedStart.store(min(publishedStart.load(ordering: .relaxed), max(0, time.samples)), ordering: .relaxed)
        publishedEnd.store(max(0, time.samples), ordering: .releasing)
    }

    /// Fills `target` with the samples from `start` on; silence where the tape has none. Returns how many were on the tape.
    package func read(from start: SampleTime, into target: inout MutableSpan<Int16>) -> Int {
        let end = publishedEnd.load(ordering: .acquiring)
        for offset in 0..<target.count {
            let index = start.samples + Int64(offset)
            target[offset] = index >= 0 && index < end ? samples[Int(index & mask)] : 0
        }
        atomicMemoryFence(ordering: .acquiring)
        let oldest = max(publishedStart.load(ordering: .relaxed), end - mask - 1)
        let first = min(max(oldest - start.samples, 0), Int64(target.count))
        for offset in 0..<Int(first) { target[offset] = 0 }
        return Int(max(0, min(end - start.samples, Int64(target.count)) - first))
    }

    private func fillWithSilence(from start: Int64, to end: Int64) {
        for offset in 0..<Int(end - start) { samples[Int((start + Int64(offset)) & mask)] = 0 }
    }
}

/// A fixed row of samples that two threads may touch at once.
@safe private final class SampleStore: @unchecked Sendable {
    // @unchecked: every access to the memory is atomic.
    private let memory: UnsafeMutablePointer<Atomic<Int16>>
    private let count: Int
    let isLockedInMemory: Bool

    init(count: Int) {
        self.count = count
        unsafe memory = .allocate(capacity: count)
        for index in 0..<count { unsafe (memory + index).initialize(to: Atomic<Int16>(0)) }
        isLockedInMemory = unsafe LockedMemory.lock(memory, bytes: count * MemoryLayout<Int16>.stride)
    }

    deinit {
        if isLockedInMemory { unsafe LockedMemory.unlock(memory, bytes: count * MemoryLayout<Int16>.stride) }
        unsafe memory.deinitialize(count: count)
        unsafe memory.deallocate()
    }

    /// `index` is masked by the caller.
    subscript(index: Int) -> Int16 {
        get { unsafe memory[index].load(ordering: .relaxed) }
        set { unsafe memory[index].store(newValue, ordering: .relaxed) }
    }
}
