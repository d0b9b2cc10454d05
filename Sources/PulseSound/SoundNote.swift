import Sound
import Synchronization

/// A wish left for the sound thread.
enum SoundNote: Equatable, Sendable {
    case apply(SoundSettings)
    case demand(PlaybackDemand)
    case cut
    case hurry
    case stop

    fileprivate func replaces(_ other: SoundNote) -> Bool {
        switch (self, other) {
        case (.apply, .apply), (.demand, .demand), (.cut, .cut), (.hurry, .hurry), (.stop, _): true
        default: false
        }
    }
}

/// Notes for the sound thread, in order, from any thread.
///
/// In steady state the sound thread only looks at one atomic flag; the lock is taken when somebody left a note.
/// Bounded: when `capacity` notes lie unread, the oldest that a newer one replaces makes room.
final class SoundInbox: Sendable {
    static let capacity = 64
    private let notes = Mutex<[SoundNote]>([])
    private let isEmpty = Atomic<Bool>(true)

    var hasNotes: Bool { !isEmpty.load(ordering: .acquiring) }

    func leave(_ note: SoundNote) {
        notes.withLock { notes in
            if notes.count >= Self.capacity {
                // Five kinds of notes: among so many there is always one that a newer one of its kind replaces.
                let stale = notes.indices.first { index in notes[(index + 1)...].contains { $0.replaces(notes[index]) }
                }
                notes.remove(at: stale ?? 0)
            }
            notes.append(note)
            isEmpty.store(false, ordering: .releasing)
        }
    }

    func take() -> [SoundNote] {
        notes.withLock { notes in
            isEmpty.store(true, ordering: .releasing)
            defer { notes.removeAll() }
            return notes
        }
    }
}
