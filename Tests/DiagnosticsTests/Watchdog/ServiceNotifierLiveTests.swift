import CLinux
import Glibc
import Testing

@testable import Diagnostics

/// Against a real datagram socket in `$NOTIFY_SOCKET`. The variable belongs to the whole process: one test at a time.
@Suite("Service manager", .serialized)
struct ServiceNotifierLiveTests {
    @Test func everyMessageArrivesAsTheManagerExpectsIt() throws {
        let socket = try NotifySocket()
        let notifier = ServiceNotifier()
        #expect(notifier.isPresent)
        notifier.ready(status: "listening · kiosk\nREADY=0")
        #expect(socket.receive() == "READY=1\nSTATUS=listening · kiosk READY=0")
        notifier.status("link down")
        #expect(socket.receive() == "STATUS=link down")
        notifier.ping()
        #expect(socket.receive() == "WATCHDOG=1")
        notifier.extendTimeout(by: .seconds(3))
        #expect(socket.receive() == "EXTEND_TIMEOUT_USEC=3000000")
        notifier.stopping(status: "bye")
        #expect(socket.receive() == "STOPPING=1\nSTATUS=bye")
        notifier.reloading()
        let reloading = try #require(socket.receive())
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        notifier.removeStored(name: "session")
        #expect(socket.receive() == "FDSTOREREMOVE=1\nFDNAME=session")
    }

    @Test func aStoredDescriptorIsTheSameFile() throws {
        let socket = try NotifySocket()
        let file = unsafe vl_memfd("session", 8)
        defer { close(file) }
        _ = unsafe pwrite(file, "talking!", 8, 0)
        ServiceNotifier().store(descriptor: file, name: "ses\nsion")
        let (message, descriptor) = try #require(socket.receiveWithDescriptor())
        defer { close(descriptor) }
        #expect(message == "FDSTORE=1\nFDNAME=session\nFDPOLL=0")
        var bytes = [UInt8](repeating: 0, count: 8)
        _ = unsafe pread(descriptor, &bytes, 8, 0)
        #expect(String(decoding: bytes, as: UTF8.self) == "talking!")
    }

    @Test func withoutAManagerNothingHappens() {
        _ = unsafe unsetenv("NOTIFY_SOCKET")
        let notifier = ServiceNotifier()
        #expect(!notifier.isPresent)
        notifier.ready(status: "x")
        notifier.ping()
        #expect(notifier.inheritedDescriptors().isEmpty)
        #expect(notifier.watchdogInterval() == nil)
    }

    @Test func theUnitsWatchdogIntervalIsRead() {
        _ = unsafe setenv("WATCHDOG_USEC", "10000000", 1)
        _ = unsafe setenv("WATCHDOG_PID", "\(getpid())", 1)
        defer {
            _ = unsafe unsetenv("WATCHDOG_USEC")
            _ = unsafe unsetenv("WATCHDOG_PID")
        }
        #expect(ServiceNotifier().watchdogInterval() == .seconds(10))
    }

    @Test func aFrozenLoopEndsThePings() throws {
        let socket = try NotifySocket()
        let counters = Counters(version: "1")
        let time = VirtualTime()
        let supervision = Supervision(notifier: ServiceNotifier(), counters: counters, now: { time.now })
        let capture = supervision.progress(of: .capture)
        supervision.expect(.progress(within: .milliseconds(80)), of: .capture)
        capture.advance()
        time.pass(.seconds(1))
        #expect(supervision.check() == .ping)
        #expect(socket.receive() == "WATCHDOG=1")
        time.pass(.seconds(1))
        #expect(supervision.check() != .ping)
        #expect(socket.receive() == nil)
        #expect(counters.watchdogWithheld["capture"].value == 1)
        #expect(counters.loopAge["capture"].value == 1)
        supervision.excuse(.capture, because: "no_source", for: .seconds(5))
        #expect(supervision.check() == .ping)
        #expect(socket.receive() == "WATCHDOG=1")
        #expect(supervision.loops().first { $0.loop == .capture }?.excuse?.reason == "no_source")
    }
}
