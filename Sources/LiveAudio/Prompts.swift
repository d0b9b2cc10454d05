package import SignalPath
import Sound

/// Sounds of clients that come before every answer. Belongs to `LiveAudio`'s lock.
struct Prompts {
    /// More at once is a mistake.
    static let most = 8

    /// Marks a tag as a prompt's; answers count up from 1.
    private static let item = UInt32.max

    private let playout: Playout
    private var last: UInt32 = 0
    private var playing: [UInt32: Waiter] = [:]

    private enum Waiter {
        case nobody
        case somebody(CheckedContinuation<Duration, Never>)
        /// It ended before anybody waited.
        case ended(Duration)
    }

    init(playout: Playout) {
        self.playout = playout
    }

    static func owns(_ tag: PlayoutTag) -> Bool { tag.item == item }

    private func tag(_ number: UInt32) -> PlayoutTag { PlayoutTag(response: number, item: Self.item) }

    /// Whether something is or should be heard.
    var isBusy: Bool { count > 0 }

    var count: Int {
        playing.values.count { if case .ended = $0 { false } else { true } }
    }

    /// Follow with `complete`.
    mutating func begin(_ samples: Span<Int16>, rate: StreamRate) throws(PromptRefusal) -> UInt32 {
        guard playing.count < Self.most else { throw .tooMany }
        last += 1
        do { try playout.enqueue(samples, rate: rate, tag: tag(last), lane: .prompt) } catch {
            throw .playout(error)
        }
        playing[last] = .nobody
        return last
    }

    func complete(_ number: UInt32) -> [PlaybackEvent] { playout.complete(tag(number), lane: .prompt) }

    mutating func wait(for number: UInt32, _ continuation: CheckedContinuation<Duration, Never>) {
        switch playing[number] {
        case .nobody: playing[number] = .somebody(continuation)
        case .ended(let heard):
            playing[number] = nil
            continuation.resume(returning: heard)
        case .somebody, nil: continuation.resume(returning: .zero)
        }
    }

    mutating func finished(_ tag: PlayoutTag) { end(tag.response) }

    private mutating func end(_ number: UInt32) {
        let heard = playout.account(of: tag(number))?.heardTime ?? .zero
        switch playing[number] {
        case .nobody: playing[number] = .ended(heard)
        case .somebody(let continuation):
            playing[number] = nil
            continuation.resume(returning: heard)
        case .ended, nil: break
        }
    }

    /// Silences all of them. Follow with a cut of the device. `false` when there was none.
    mutating func stop() -> Bool {
        let numbers = playing.keys.sorted()
        guard isBusy else { return false }
        playout.raiseResponse(to: last + 1, lane: .prompt)
        for number in numbers { end(number) }
        return true
    }
}

/// Why a prompt was not taken.
package enum PromptRefusal: Error, Equatable {
    case tooMany
    /// The sound card is let go.
    case closed
    case playout(PlayoutRefusal)
}
