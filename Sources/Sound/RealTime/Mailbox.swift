import Synchronization

/// The newest value from one thread to another, without lock or allocation: a newer value replaces an unread one.
///
/// Concurrency: one thread posts, one takes. Three slots change hands: the writer's, the reader's and the one between.
/// Each end is taken once.
@safe package final class Mailbox<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // @unchecked: the slots are shared memory; `between` hands each to one thread at a time.
    fileprivate let slots: UnsafeMutableBufferPointer<Value>
    /// Index of the slot that neither end holds, with `fresh` set when the writer filled it and the reader has not seen it.
    fileprivate let between = Atomic<UInt8>(1)
    private let senderTaken = Atomic<Bool>(false)
    private let receiverTaken = Atomic<Bool>(false)

    fileprivate static var fresh: UInt8 { 0x80 }

    package init(_ initial: Value) {
        let memory = UnsafeMutableBufferPointer<Value>.allocate(capacity: 3)
        unsafe memory.initialize(repeating: initial)
        unsafe slots = memory
    }

    deinit {
        unsafe slots.deallocate()
    }

    package func takeSender() -> MailboxSender<Value>? {
        guard !senderTaken.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        return MailboxSender(self)
    }

    package func takeReceiver() -> MailboxReceiver<Value>? {
        guard !receiverTaken.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        return MailboxReceiver(self)
    }
}

/// The end that posts. Belongs to one thread.
package struct MailboxSender<Value: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    private let box: Mailbox<Value>
    private var mine: UInt8 = 0

    fileprivate init(_ box: Mailbox<Value>) {
        self.box = box
    }

    package mutating func post(_ value: Value) {
        unsafe box.slots[Int(mine)] = value
        let old = box.between.exchange(mine | Mailbox<Value>.fresh, ordering: .acquiringAndReleasing)
        mine = old & ~Mailbox<Value>.fresh
    }
}

/// The end that takes. Belongs to one thread.
package struct MailboxReceiver<Value: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    private let box: Mailbox<Value>
    private var mine: UInt8 = 2

    fileprivate init(_ box: Mailbox<Value>) {
        self.box = box
    }

    /// The newest value if there is one that was not taken yet.
    package mutating func takeNew() -> Value? {
        guard box.between.load(ordering: .relaxed) & Mailbox<Value>.fresh != 0 else { return nil }
        let old = box.between.exchange(mine, ordering: .acquiringAndReleasing)
        mine = old & ~Mailbox<Value>.fresh
        return unsafe box.slots[Int(mine)]
    }

    /// The value last taken; the initial one before that.
    package var current: Value {
        unsafe box.slots[Int(mine)]
    }
}
