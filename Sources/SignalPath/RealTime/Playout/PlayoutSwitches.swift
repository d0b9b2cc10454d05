import Sound
import Synchronization

/// What others may switch while the sound thread plays.
final class PlayoutSwitches: Sendable {
    let isPaused = Atomic<Bool>(false)
    /// Records that found no place because nobody drained them.
    let lostRecords = Atomic<Int>(0)
}

/// Lets an answer that ran dry gather a little sound before it goes on, more the second time.
///
/// Sound thread only.
struct PlayoutCushion {
    private var response: UInt32?
    private var lastDry: UInt32?
    private var timesDry: Int32 = 0
    private var waited = 0

    mutating func begin(response: UInt32) {
        timesDry = lastDry == response ? min(timesDry + 1, 2) : 1
        lastDry = response
        self.response = response
        waited = 0
    }

    mutating func wait(samples: Int) { waited += samples }

    func isHolding(_ response: UInt32) -> Bool { self.response == response }

    /// Whether to wait longer: until enough is there, all is there, or the cushion's own time is over.
    mutating func holds(milliseconds: Int32, rate: StreamRate, queuedMicroseconds: Int, isComplete: Bool) -> Bool {
        let wanted = Int(milliseconds * timesDry)
        let isOver =
            isComplete || queuedMicroseconds >= wanted * 1_000 || rate.milliseconds(samples: waited) >= 2 * wanted
        if isOver { response = nil }
        return !isOver
    }
}

/// Writes facts to the ledger's ring, joining runs that go on.
///
/// Sound thread only; no allocation.
struct PlayoutRecorder: ~Copyable {
    private var ring: RingWriter<PlayoutRecord>
    private let switches: PlayoutSwitches
    private var run: PlayedRun?

    init(ring: consuming RingWriter<PlayoutRecord>, switches: PlayoutSwitches) {
        self.ring = ring
        self.switches = switches
    }

    mutating func add(_ next: PlayedRun) {
        if run?.extend(with: next) == true { return }
        publishRun()
        run = next
    }

    mutating func publishRun() {
        guard let finished = run else { return }
        run = nil
        write(.rendered(finished))
    }

    mutating func publish(_ record: PlayoutRecord) {
        publishRun()
        write(record)
    }

    mutating func takeBack(from first: SampleTime) { publish(.takenBack(from: first)) }

    private mutating func write(_ record: PlayoutRecord) {
        guard !ring.write(record) else { return }
        switches.lostRecords.wrappingAdd(1, ordering: .relaxed)
    }
}
