import CLinux
import ControlProtocol
import ControlServer
import Diagnostics
import Glibc
import Testing

@testable import voicelived

/// The piece of memory that the service manager keeps from one daemon to the next.
@Suite struct HandOverTests {
    /// What one daemon leaves; each look is the next daemon's.
    private final class Memory {
        let descriptor: Int32

        init(_ text: String = "") throws {
            descriptor = unsafe vl_memfd("hand-over", 0)
            try #require(descriptor >= 0)
            try write(text)
        }

        deinit { close(descriptor) }

        func write(_ text: String) throws {
            let bytes = Array(text.utf8)
            try #require(ftruncate(descriptor, 0) == 0)
            try #require(unsafe pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
        }

        private func nextDaemon() -> HandOver {
            HandOver(
                ServiceNotifier(), inherited: [InheritedDescriptor(name: HandOver.name, descriptor: descriptor)])
        }

        // The memory must outlive who looks at it.
        func take() -> HeldSession? { withExtendedLifetime(self) { nextDaemon().take() } }
        func forget() { withExtendedLifetime(self) { nextDaemon().forget() } }
    }

    private let held = HeldSession(.example("s-7"))

    private func text(takenUp: [Int64] = []) -> String {
        JSONWriter.text(of: ["held": held.wire, "taken_up": .array(takenUp.map { .integer($0) })])
    }

    @Test func theNextDaemonTakesTheSessionUp() throws {
        #expect(try Memory(text()).take() == held)
    }

    @Test func aSessionThatKillsTheDaemonIsGivenUpAfterThreeTimes() throws {
        let memory = try Memory(text())
        for _ in 0..<3 { #expect(memory.take() == held) }
        #expect(memory.take() == nil)
        // Nothing is left of it.
        #expect(memory.take() == nil)
    }

    @Test func whatWasLongAgoDoesNotCount() throws {
        let now = BootTime.now().components.seconds
        let old = now - 601
        #expect(try Memory(text(takenUp: [old, old, old])).take() == held)
        #expect(try Memory(text(takenUp: [now + 50, now + 60, now + 70])).take() == held)
        #expect(try Memory(text(takenUp: [now, now, now])).take() == nil)
    }

    @Test func aSessionThatEndedIsForgotten() throws {
        let memory = try Memory(text())
        memory.forget()
        #expect(memory.take() == nil)
    }

    @Test(arguments: ["", "{", "[]", "null", #"{"held":{}}"#, #"{"held":{"session":"x","lease":"y"}}"#])
    func whatADyingDaemonLeftHalfIsNothing(_ text: String) throws {
        #expect(try Memory(text).take() == nil)
    }

    @Test func everyCutOfWhatWasKeptIsNothing() throws {
        let whole = Array(text().utf8)
        let memory = try Memory()
        for count in whole.indices {
            try memory.write(String(decoding: whole[..<count], as: UTF8.self))
            #expect(memory.take() == nil)
        }
    }

    @Test func withoutMemoryThereIsNothing() {
        #expect(HandOver(ServiceNotifier(), inherited: []).take() == nil)
    }
}
