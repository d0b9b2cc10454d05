/// How much room recordings may take.
package struct ShelfLimits: Sendable, Equatable {
    /// All recordings together; the oldest go first.
    package var totalBytes: Int
    /// Left free on the disk for others.
    package var freeBytes: Int
    /// Days until a recording goes; 0 for no limit.
    package var days: Int

    package init(totalBytes: Int, freeBytes: Int, days: Int) {
        (self.totalBytes, self.freeBytes, self.days) = (totalBytes, freeBytes, days)
    }
}
