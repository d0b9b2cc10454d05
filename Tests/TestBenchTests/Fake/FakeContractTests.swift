import Sound
import SoundContract
import TestBench
import Testing

/// The fake keeps the port's promises.
@Suite struct FakeContractTests {
    private final class Bench: ContractBench {
        let fake = FakeSoundSystem()
        var system: any SoundSystem { fake }

        func pass(milliseconds: Int) { fake.advance(milliseconds: milliseconds) }
        func happen(_ fault: FakeFault) { fake.happen(fault) }
    }

    @Test(arguments: SoundContract.allCases) func keeps(_ promise: SoundContract) throws {
        let breaches = try promise.breaches(on: Bench())
        #expect(breaches == [])
    }
}
