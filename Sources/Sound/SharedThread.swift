/// A thread that sleeps on one bell and sees to several things when it rings: each thread less that is woken for a packet
/// of sound saves the box power, and the packet a wait.
package protocol SharedThread: AnyObject, Sendable {
    var bell: Doorbell { get }

    /// From now on `duty` runs on the thread whenever it wakes, and no later than as many milliseconds after its last run
    /// as it returned then. Must not block. Returns its number.
    func take(_ duty: @escaping @Sendable () -> Int32) -> Int

    /// The duty runs no more when this returns. Not from within a duty.
    func drop(_ number: Int)
}
