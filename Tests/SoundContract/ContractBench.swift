package import Sound
package import TestBench

/// A sound system under test, and the means to let time pass for it and to break what it stands on.
package protocol ContractBench: AnyObject {
    var system: any SoundSystem { get }
    /// Lets sound pass for so long.
    func pass(milliseconds: Int)
    /// Makes a fault, or ends one. The checks use: server down, up, frozen, thawed; a device unplugged, plugged.
    func happen(_ fault: FakeFault) throws
}

extension ContractBench {
    /// Lets time pass until `condition` holds, at most so long. Returns whether it came true.
    func passes(until condition: () -> Bool, within milliseconds: Int) -> Bool {
        var waited = 0
        while !condition() {
            guard waited < milliseconds else { return false }
            pass(milliseconds: 10)
            waited += 10
        }
        return true
    }
}
