/// Whether something comes true within 5 seconds. For facts of other threads that nobody announces.
func eventually(_ isTrue: () -> Bool) async -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(5))
    while !isTrue() {
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return true
}
