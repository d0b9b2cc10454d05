#if canImport(Glibc)
    import Glibc
#endif

/// Lets the other side of a two-thread test run.
func yieldProcessor() {
    sched_yield()
}
