import CAllocationCount

/// What `body` allocated and freed on the calling thread. `nil` in a build with a sanitizer, whose allocator stands
/// in the counter's place: such a run proves other things, and a test then expects nothing of this one.
///
/// Code runs once before it is counted where its first run is allowed to allocate (metadata, caches).
package func allocations(_ body: () -> Void) -> AllocationCount? {
    vl_allocations_begin()
    body()
    let result = vl_allocations_end()
    return vl_allocations_are_counted() == 1
        ? AllocationCount(allocated: Int(result.allocated), freed: Int(result.freed)) : nil
}

/// Calls of the C library's allocator.
package struct AllocationCount: Equatable, Sendable {
    package var allocated: Int
    package var freed: Int

    package init(allocated: Int, freed: Int) {
        self.allocated = allocated
        self.freed = freed
    }
}

/// Whether `body`, after one run to warm up, runs without allocating or freeing. True under a sanitizer.
package func runsWithoutAllocation(_ body: () -> Void) -> Bool {
    body()
    guard let count = allocations(body) else { return true }
    return count == AllocationCount(allocated: 0, freed: 0)
}
