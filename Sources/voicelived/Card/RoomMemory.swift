import Diagnostics
import SignalPath
import Synchronization

/// What was learnt of the rooms this box has stood in, pair of devices by pair; kept in the state directory.
///
/// Concurrency: any thread. Reading and writing the disk happen under the lock, on the caller's thread: never on one
/// that sound waits for.
final class RoomMemory: Sendable {
    private let file: EchoMemoryFile?
    private let log: Log
    private let book = Mutex<EchoMemoryBook?>(nil)

    /// - Parameter directory: `nil` keeps everything in memory only.
    init(directory: String?, log: Log) {
        file = directory.map { EchoMemoryFile(path: $0 + "/echo-paths") }
        self.log = log
    }

    subscript(pair: DevicePair) -> EchoMemory? { book.withLock { opened(&$0)[pair] } }

    func note(_ memory: EchoMemory, of pair: DevicePair) {
        book.withLock { book in
            var pages = opened(&book)
            pages.note(memory, of: pair)
            book = pages
            guard let file else { return }
            do throws(EchoMemoryFile.Fault) { try file.write(pages) } catch {
                log(.audioRoomForgotten, "\(file.path) cannot be written: \(error.explanation)")
            }
        }
    }

    private func opened(_ book: inout EchoMemoryBook?) -> EchoMemoryBook {
        if let book { return book }
        var read = EchoMemoryBook()
        if let file {
            do throws(EchoMemoryFile.Fault) { read = try file.read() } catch {
                log(.audioRoomForgotten, "\(file.path) \(error.explanation); the rooms are learnt anew")
            }
        }
        book = read
        return read
    }
}

/// Watches which devices a card uses, and says when what was learnt of them is of use.
struct PairWatch {
    private(set) var pair: DevicePair?

    /// The pair that runs now, when that is news.
    mutating func noted(capture: String?, playback: String?) -> DevicePair? {
        guard let capture, let playback else { return nil }
        let now = DevicePair(capture: capture, playback: playback)
        guard now != pair else { return nil }
        pair = now
        return now
    }
}
