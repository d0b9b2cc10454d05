import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A single-producer, single-consumer queue between two threads: no lock, no allocation, no system call.
///
/// Concurrency: exactly one thread holds the write end and one the read end. Each end can be taken once; a second
/// taker gets `nil`. Elements are seen in the order written, and seen whole: the writer publishes its index with
/// release, the reader takes it with acquire. A full ring refuses, it never overwrites: the writer counts what it lost.
@safe package final class Ring<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // @unchecked: the slots are shared memory. The two indices, and the rule "one thread an end", keep them apart.
    fileprivate let slots: UnsafeMutableBufferPointer<Element>
    fileprivate let mask: Int
    // Kept on separate cache lines, so that the two threads do not pull one line to and fro.
    fileprivate let written = Atomic<Int>(0)
    private let padding = InlineArray<15, Int>(repeating: 0)
    fileprivate let read = Atomic<Int>(0)
    private let writerTaken = Atomic<Bool>(false)
    private let readerTaken = Atomic<Bool>(false)

    /// Whether the kernel keeps the slots in memory. `false` when the limits do not allow it; sound still works.
    package let isLockedInMemory: Bool

    /// A ring for at least `capacity` elements (rounded up to a power of two). Allocates, and writes every page once.
    package init(capacity: Int, filledWith blank: Element) {
        let size = Self.powerOfTwo(atLeast: max(2, capacity))
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: size)
        unsafe memory.initialize(repeating: blank)
        unsafe slots = memory
        mask = size - 1
        isLockedInMemory = unsafe LockedMemory.lock(memory.baseAddress, bytes: size * MemoryLayout<Element>.stride)
    }

    deinit {
        if isLockedInMemory {
            unsafe LockedMemory.unlock(slots.baseAddress, bytes: slots.count * MemoryLayout<Element>.stride)
        }
        unsafe slots.deallocate()
    }

    package var capacity: Int { mask + 1 }

    /// Elements waiting. Exact for neither end: the other may be moving.
    package var count: Int {
        // The read index first: taken last it could have overtaken, and the difference be negative.
        let taken = read.load(ordering: .acquiring)
        return min(capacity, written.load(ordering: .acquiring) - taken)
    }

    package func takeWriter() -> RingWriter<Element>? {
        guard !writerTaken.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        return RingWriter(self)
    }

    package func takeReader() -> RingReader<Element>? {
        guard !readerTaken.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        return RingReader(self)
    }

    private static func powerOfTwo(atLeast wanted: Int) -> Int {
        var size = 1
        while size < wanted { size <<= 1 }
        return size
    }
}

/// The one end that writes. Belongs to one thread.
package struct RingWriter<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    private let ring: Ring<Element>
    private var head: Int
    /// The reader's place when last looked at: looked up again only when the ring seems full.
    private var knownRead: Int

    fileprivate init(_ ring: Ring<Element>) {
        self.ring = ring
        head = ring.written.load(ordering: .relaxed)
        knownRead = ring.read.load(ordering: .acquiring)
    }

    /// Appends one element; `false` when the ring is full.
    package mutating func write(_ element: Element) -> Bool {
        guard space(for: 1) >= 1 else { return false }
        unsafe ring.slots[head & ring.mask] = element
        publish(1)
        return true
    }

    /// Appends from the front of `elements` what fits, and returns how many that were.
    package mutating func write(_ elements: Span<Element>) -> Int {
        let accepted = min(elements.count, space(for: elements.count))
        for offset in 0..<accepted {
            unsafe ring.slots[(head + offset) & ring.mask] = elements[offset]
        }
        publish(accepted)
        return accepted
    }

    private mutating func space(for wanted: Int) -> Int {
        var free = ring.capacity - (head - knownRead)
        if free < wanted {
            knownRead = ring.read.load(ordering: .acquiring)
            free = ring.capacity - (head - knownRead)
        }
        return free
    }

    private mutating func publish(_ count: Int) {
        head += count
        ring.written.store(head, ordering: .releasing)
    }
}

/// The one end that reads. Belongs to one thread.
package struct RingReader<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    private let ring: Ring<Element>
    private var tail: Int
    private var knownWritten: Int

    fileprivate init(_ ring: Ring<Element>) {
        self.ring = ring
        tail = ring.read.load(ordering: .relaxed)
        knownWritten = ring.written.load(ordering: .acquiring)
    }

    /// Elements that can be read now.
    package mutating func available() -> Int {
        knownWritten = ring.written.load(ordering: .acquiring)
        return knownWritten - tail
    }

    /// Takes the oldest element, or `nil` when there is none.
    package mutating func read() -> Element? {
        if knownWritten == tail, available() == 0 { return nil }
        let element = unsafe ring.slots[tail & ring.mask]
        release(1)
        return element
    }

    /// Fills the front of `target` with what is there, and returns how many elements that were.
    package mutating func read(into target: inout MutableSpan<Element>) -> Int {
        let count = min(target.count, available())
        for offset in 0..<count {
            target[offset] = unsafe ring.slots[(tail + offset) & ring.mask]
        }
        release(count)
        return count
    }

    /// Drops up to `count` of the oldest elements, and returns how many were dropped.
    package mutating func skip(_ count: Int) -> Int {
        let dropped = max(0, min(count, available()))
        release(dropped)
        return dropped
    }

    private mutating func release(_ count: Int) {
        tail += count
        ring.read.store(tail, ordering: .releasing)
    }
}
