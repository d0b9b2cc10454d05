import CLinux

/// Marks code that must neither allocate, lock, log, wait nor call the system. In a build with RealtimeSanitizer any
/// such call inside ends the program with the place where it happened; elsewhere the marks cost two empty calls.
@inline(__always)
package func realTimeSection<Failure: Error, Result: ~Copyable>(
    _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    vl_realtime_enter()
    defer { vl_realtime_exit() }
    return try body()
}
