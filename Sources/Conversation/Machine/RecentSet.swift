/// The newest few of many values: a memory that cannot grow.
struct RecentSet<Element: Hashable & Sendable>: Equatable, Sendable {
    private var members: Set<Element> = []
    private var order: [Element] = []
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    func contains(_ element: Element) -> Bool { members.contains(element) }

    /// Returns whether it is new.
    mutating func insert(_ element: Element) -> Bool {
        guard members.insert(element).inserted else { return false }
        order.append(element)
        if order.count > capacity { members.remove(order.removeFirst()) }
        return true
    }
}
