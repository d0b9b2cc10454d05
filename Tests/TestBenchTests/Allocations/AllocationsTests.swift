import CAllocationCount
import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct AllocationsTests {
    private var isCounted: Bool { vl_allocations_are_counted() == 1 }

    @Test func aPlantedArrayIsCounted() {
        var sum = 0
        let count = allocations {
            let planted = [Int](repeating: 1, count: sum + 1_000)
            sum += planted.span[sum] * planted.count
        }
        #expect(sum == 1_000)
        #expect(count == (isCounted ? AllocationCount(allocated: 1, freed: 1) : nil))
    }

    @Test func everyWayToAllocateIsCounted() {
        let count = allocations {
            unsafe free(malloc(10))
            unsafe free(calloc(2, 5))
            unsafe free(realloc(nil, 10))
            unsafe free(aligned_alloc(64, 64))
            var memory: UnsafeMutableRawPointer?
            _ = unsafe posix_memalign(&memory, 64, 64)
            unsafe free(memory)
            free(nil)
        }
        #expect(count == (isCounted ? AllocationCount(allocated: 5, freed: 5) : nil))
    }

    @Test func alignmentIsKept() {
        var memory: UnsafeMutableRawPointer?
        #expect(unsafe posix_memalign(&memory, 256, 10) == 0)
        #expect(Int(bitPattern: memory) % 256 == 0)
        unsafe free(memory)
        #expect(unsafe posix_memalign(&memory, 3, 10) == EINVAL)
    }

    @Test func plainArithmeticCountsNothing() {
        var sum = 0
        #expect(runsWithoutAllocation { for number in 0..<1_000 { sum &+= number } })
    }

    @Test func otherThreadsDoNotCount() {
        let count = allocations {
            var thread = pthread_t()
            unsafe pthread_create(
                &thread, nil,
                { _ in
                    for _ in 0..<100 { unsafe free(malloc(100)) }
                    return nil
                }, nil)
            pthread_join(thread, nil)
        }
        #expect(count.map { $0.allocated < 100 } ?? !isCounted)
    }
}
