import Synchronization

/// Recognisers that are not in use. Making one takes a third of a second and 30 MB, so they are kept.
package final class RecogniserPool: Sendable {
    private let make: @Sendable () throws -> any Recogniser
    private let most: Int
    private let idle = Mutex<[any Recogniser]>([])

    package init(keeping most: Int, make: @escaping @Sendable () throws -> any Recogniser) {
        self.make = make
        self.most = most
    }

    /// Blocks while one is made.
    func take() throws -> any Recogniser {
        try idle.withLock { $0.popLast() } ?? make()
    }

    func giveBack(_ recogniser: any Recogniser) {
        recogniser.startOver()
        idle.withLock { idle in
            if idle.count < most { idle.append(recogniser) }
        }
    }

    /// Makes one before it is needed.
    package func warmUp() throws {
        giveBack(try take())
    }
}
