import Synchronization

/// Counts a server's connections against its cap.
final class Seats: Sendable {
    private let capacity: Int
    private let taken = Mutex(0)

    init(_ capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { taken.withLock { $0 } }

    /// A seat, or nil when all are taken.
    func take() -> Seat? {
        let isFree = taken.withLock { taken in
            guard taken < capacity else { return false }
            taken += 1
            return true
        }
        return isFree ? Seat(self) : nil
    }

    fileprivate func giveBack() {
        taken.withLock { $0 -= 1 }
    }
}

/// One connection's place. Given back once: by `leave`, or when nobody holds it.
final class Seat: Sendable {
    private let seats: Seats
    private let isTaken = Mutex(true)

    fileprivate init(_ seats: Seats) {
        self.seats = seats
    }

    deinit {
        leave()
    }

    func leave() {
        let wasTaken = isTaken.withLock { isTaken in
            defer { isTaken = false }
            return isTaken
        }
        if wasTaken { seats.giveBack() }
    }
}
