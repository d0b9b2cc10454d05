/// A queue with a fixed number of places, for one thread. Only `init` allocates.
struct FixedQueue<Element: BitwiseCopyable>: ~Copyable {
    private var places: [Element]
    private var head = 0
    private(set) var count = 0

    init(capacity: Int, filledWith blank: Element) {
        places = Array(repeating: blank, count: capacity)
    }

    var isFull: Bool { count == places.count }
    var isEmpty: Bool { count == 0 }

    /// The element `offset` places behind the oldest one; the caller keeps it below `count`.
    subscript(offset: Int) -> Element {
        get { places[(head + offset) % places.count] }
        set { places[(head + offset) % places.count] = newValue }
    }

    /// `false` when there is no place.
    mutating func append(_ element: Element) -> Bool {
        guard !isFull else { return false }
        places[(head + count) % places.count] = element
        count += 1
        return true
    }

    mutating func removeFirst() {
        guard count > 0 else { return }
        head = (head + 1) % places.count
        count -= 1
    }

    mutating func removeLast() {
        guard count > 0 else { return }
        count -= 1
    }

    mutating func removeAll() {
        head = 0
        count = 0
    }
}
