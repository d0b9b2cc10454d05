import ControlProtocol
import Sound
import TestBench
import Testing

@testable import voicelived

@Suite struct MuteTests {
    @Test func anybodyLiftsASoftMute() throws {
        var mute = MuteState()
        try mute.set(true, hard: false, by: 1, isAdmin: false)
        #expect(mute.isMuted && !mute.isHard)
        try mute.set(false, hard: false, by: 2, isAdmin: false)
        #expect(!mute.isMuted)
    }

    @Test func aHardMuteIsLiftedByItsHolderOrAnAdmin() throws {
        var mute = MuteState()
        try mute.set(true, hard: true, by: 1, isAdmin: false)
        for hard in [false, true] {
            #expect(throws: ControlError.self) { try mute.set(false, hard: hard, by: 2, isAdmin: false) }
        }
        // A wish for it by another does not take it over.
        try mute.set(true, hard: true, by: 2, isAdmin: false)
        #expect(throws: ControlError.self) { try mute.set(false, hard: true, by: 2, isAdmin: false) }
        // Not even its holder lifts it without saying so.
        #expect(throws: ControlError.self) { try mute.set(false, hard: false, by: 1, isAdmin: true) }
        try mute.set(false, hard: true, by: 1, isAdmin: false)
        #expect(!mute.isMuted)
        try mute.set(true, hard: true, by: 1, isAdmin: false)
        try mute.set(false, hard: true, by: 7, isAdmin: true)
        #expect(!mute.isMuted)
    }

    @Test func theSoftMuteStaysUnderTheHardOne() throws {
        var mute = MuteState(isSoft: true)
        try mute.set(true, hard: true, by: 1, isAdmin: false)
        try mute.set(false, hard: true, by: 1, isAdmin: false)
        #expect(mute == MuteState(isSoft: true))
    }

    @Test func itOutlivesTheDaemon() throws {
        let folder = try TemporaryFolder("mute")
        let note = RuntimeNote(path: folder.path + "/hard-mute")
        _ = try MuteSwitch(startsMuted: false, note: note).set(true, hard: true, by: 1_000, isAdmin: false)
        let next = MuteSwitch(startsMuted: false, note: note)
        #expect(next.now == MuteState(holder: 1_000))
        #expect(isSilent(next.gate))
        _ = try next.set(false, hard: true, by: 1_000, isAdmin: false)
        #expect(!isSilent(next.gate))
        #expect(!MuteSwitch(startsMuted: false, note: note).now.isMuted)
    }

    private func isSilent(_ gate: MuteGate) -> Bool {
        let samples = [Int16](repeating: 7, count: 80)
        let block = gate.pass(Block(start: .zero, rate: .lowest, epoch: 0, samples: samples.span))
        return block.withSamples { samples in samples.indices.allSatisfy { samples[$0] == 0 } } && block.count == 80
    }
}
