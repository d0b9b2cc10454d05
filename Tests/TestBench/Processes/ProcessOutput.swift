import CLinux
import Sound
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Reads what a program writes, on a thread of its own, and keeps the newest part of it.
final class ProcessOutput: Sendable {
    private struct Kept {
        var bytes: [UInt8] = []
        var dropped = 0
    }

    private let limit: Int
    private let streams: [Int32]
    private let kept = [SharedText(), SharedText()]
    private let stopBell: Doorbell
    private let thread = Mutex<RealTimeThread?>(nil)

    /// Two texts, standard output and standard error.
    private final class SharedText: Sendable {
        let text = Mutex(Kept())
    }

    /// Takes over `streams` (read ends of two pipes).
    init?(streams: [Int32], limit: Int) {
        guard let bell = Doorbell() else { return nil }
        self.streams = streams
        self.limit = limit
        stopBell = bell
        for stream in streams { _ = fcntl(stream, F_SETFL, O_NONBLOCK) }
    }

    func startReading() {
        let reader = RealTimeThread(name: "output", priority: 0) { _ in self.readAll() }
        thread.withLock { $0 = reader }
    }

    /// Ends the reading, even if a descendant still holds the pipe. What was already written is read first.
    func stopReading() {
        let reader = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let reader else { return }
        stopBell.ring()
        reader.join()
        for stream in streams { close(stream) }
    }

    /// 0 is standard output, 1 standard error.
    func text(_ index: Int) -> String {
        kept[index].text.withLock { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func readAll() {
        var isOpen = [true, true]
        while isOpen[0] || isOpen[1] {
            let events = waitForNews(isOpen)
            for index in 0..<2 where isOpen[index] { isOpen[index] = drain(index) }
            if events.isStopped { return }
        }
    }

    private func waitForNews(_ isOpen: [Bool]) -> (isStopped: Bool, Void) {
        var entries = [
            pollfd(fd: isOpen[0] ? streams[0] : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isOpen[1] ? streams[1] : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stopBell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe poll(&entries, 3, -1)
        return (entries[2].revents != 0, ())
    }

    /// Reads what is there. Returns whether more may come.
    private func drain(_ index: Int) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(streams[index], &buffer, buffer.count)
            if count <= 0 { return count < 0 && errno == EAGAIN }
            keep(buffer[0..<count], in: index)
        }
    }

    private func keep(_ bytes: ArraySlice<UInt8>, in index: Int) {
        kept[index].text.withLock { text in
            text.bytes += bytes
            guard text.bytes.count > limit else { return }
            let excess = text.bytes.count - limit / 2
            text.bytes.removeFirst(excess)
            text.dropped += excess
        }
    }
}
