#if canImport(Glibc)
    import Glibc
#endif

/// Keeps what real-time threads read and write from being swapped out. Only rings and tapes: an audio daemon that locks all
/// of its memory takes from the machine what it does not need.
enum LockedMemory {
    /// False when the limits (RLIMIT_MEMLOCK) do not allow it; sound still works.
    static func lock(_ address: UnsafeRawPointer?, bytes: Int) -> Bool { unsafe mlock(address, bytes) == 0 }

    /// Locks do not nest: of a page that two share, the first that lets go unlocks both.
    static func unlock(_ address: UnsafeRawPointer?, bytes: Int) { _ = unsafe munlock(address, bytes) }
}
