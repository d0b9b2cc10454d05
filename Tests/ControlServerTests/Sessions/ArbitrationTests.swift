import ControlProtocol
import Testing

@testable import ControlServer

/// Transcripts: who asks, what is done. Times are milliseconds of virtual time.
@Suite struct ArbitrationTests {
    private var machine = Arbitration(limits: ControlLimits(), generator: CountingGenerator())
    private let ann = Claimant(connection: ConnectionID(1), uid: 1_000, isAdmin: false, name: "ann")
    private let bob = Claimant(connection: ConnectionID(2), uid: 1_001, isAdmin: false, name: "bob")
    private let root = Claimant(connection: ConnectionID(3), uid: 0, isAdmin: true, name: "root")

    private mutating func start(
        _ who: Claimant, _ onBusy: SessionStart.OnBusy = .fail, owner: OwnerPolicy = OwnerPolicy(),
        key: String? = nil, priority: PriorityClass = .ui, at time: Int64 = 0
    ) throws(ControlError) -> (Arbitration.Started, [Arbitration.Action]) {
        let params = SessionStart.Params(onBusy: onBusy, owner: owner, idempotencyKey: key)
        return try machine.start(params, by: who, allowed: priority, now: time * 1_000)
    }

    private func refusal<T>(_ body: () throws -> T) -> ErrorName? {
        do {
            _ = try body()
            return nil
        } catch { return (error as? ControlError)?.name }
    }

    @Test mutating func theFirstGetsTheMicrophoneAndTheSecondLearnsWho() throws {
        let (first, actions) = try start(ann)
        #expect(actions == [.begin("s-1")])
        machine.begun(first.session)
        do {
            _ = try start(bob)
            Issue.record("two sessions at once")
        } catch {
            #expect(error.name == .sessionBusy)
            #expect(error.details["owner"] == ["name": "ann"])
        }
    }

    @Test mutating func aSessionOfAnEarlierDaemonBelongsToItsUserAndGoesBeforeNobody() throws {
        let params = SessionStart.Params(owner: OwnerPolicy(onGone: .keep))
        #expect(
            machine.takeUp(params, for: 1_000, named: "ann", priority: .ui, now: 0) == [.begin("s-1")])
        machine.begun("s-1")
        #expect(machine.takeUp(params, for: 1_001, named: "bob", priority: .ui, now: 0) == [])
        #expect(refusal { try machine.check("s-1", by: bob) } == .notOwner)
        #expect(refusal { try machine.check("s-1", by: ann) } == nil)
        #expect(try machine.stop("s-1", by: ann, drain: .now, now: 0).first == .end("s-1", .stopped, .now))
    }

    @Test mutating func aHeldSessionKeepsNameAndLeaseForAnotherDaemon() throws {
        let (first, _) = try start(ann, owner: OwnerPolicy(onGone: .end, graceMilliseconds: 3_000))
        let session = try #require(machine.session(first.session))
        let order = SessionOrder(
            session: session.name, params: session.params, priority: .ui,
            client: ControlClient(connection: ConnectionID(1), role: .controller, uid: 1_000, pid: 1, name: "ann"),
            lease: session.lease)
        let held = try #require(HeldSession(wire: HeldSession(order).wire))
        #expect(held == HeldSession(order))
        #expect("\(held)".contains(first.lease) == false, "a lease is never printed")

        var next = Arbitration(limits: ControlLimits(), generator: CountingGenerator())
        #expect(next.takeUp(held, now: 0) == [.begin("s-1")])
        #expect(next.takeUp(held, now: 0) == [])
        next.begun("s-1")
        #expect(next.nextWake == 8_000_000, "the session's grace, and time to notice")
        let back = Claimant(connection: ConnectionID(9), uid: 1_000, isAdmin: false, lease: first.lease)
        #expect(try next.attach("s-1", by: back) == [])
        #expect(next.nextWake == nil)
        #expect(next.ended("s-1") == [lost("s-1", by: back)])
        #expect(try next.start(.init(), by: ann, allowed: .ui, now: 0).0.session == "s-2")
    }

    @Test mutating func aHeldSessionWhoseOwnerStaysAwayEnds() throws {
        let (first, _) = try start(ann, owner: OwnerPolicy(onGone: .end, graceMilliseconds: 3_000))
        let session = try #require(machine.session(first.session))
        let held = HeldSession(
            SessionOrder(
                session: session.name, params: session.params, priority: .ui,
                client: ControlClient(connection: ConnectionID(1), role: .controller, uid: 1_000, pid: 1, name: nil),
                lease: session.lease))
        var next = Arbitration(limits: ControlLimits(), generator: CountingGenerator())
        _ = next.takeUp(held, now: 0)
        next.begun("s-1")
        #expect(next.wake(now: 7_999_000) == [])
        #expect(next.wake(now: 8_000_000).first == .end("s-1", .ownerGone, .now))
    }

    @Test(arguments: ["{}", #"{"session":"x"}"#, #"{"session":"s-1","lease":"short","uid":1}"#])
    func whatIsNoHeldSessionIsNone(text: String) throws {
        #expect(HeldSession(wire: try JSONParser.parse(Array(text.utf8))) == nil)
    }

    /// What the owner did not say, the admin did.
    @Test mutating func theAdminSaysWhatBecomesOfASessionWithoutItsOwner() throws {
        machine.limits.ownerGone = .endAfterResponse
        machine.limits.grace = 7_000
        let (first, _) = try start(ann)
        machine.begun(first.session)
        _ = machine.left(ann.connection, now: 0)
        #expect(machine.nextWake == 7_000_000)
        #expect(machine.wake(now: 7_000_000) == [.end("s-1", .ownerGone, .response)])
        _ = machine.ended("s-1")
        machine.limits.ownerGone = .keep
        _ = try start(ann)
        machine.begun("s-2")
        _ = machine.left(ann.connection, now: 0)
        #expect(machine.nextWake == nil)
        _ = machine.ended("s-2")
        _ = try start(bob, owner: OwnerPolicy(onGone: .end, graceMilliseconds: 10))
        machine.begun("s-3")
        _ = machine.left(bob.connection, now: 0)
        #expect(machine.wake(now: 10_000) == [.end("s-3", .ownerGone, .now)])
    }

    private func lost(_ session: String, by owner: Claimant) -> Arbitration.Action {
        .lost(owner.connection, session: session, by: nil, reason: "ended")
    }

    @Test mutating func theQueueIsServedInOrderOfPriorityThenTime() throws {
        _ = try start(ann)
        #expect(try start(bob, .queue).0.queuePosition == 1)
        #expect(try start(root, .queue).0.queuePosition == 2)
        #expect(try start(bob, .queue, priority: .vehicle).0.queuePosition == 1)
        #expect(machine.ended("s-1") == [.begin("s-4")])
        for (session, owner, next) in [("s-4", bob, "s-2"), ("s-2", bob, "s-3")] {
            #expect(machine.ended(session) == [lost(session, by: owner), .begin(next)])
        }
        #expect(machine.ended("s-3") == [lost("s-3", by: root)])
    }

    /// The one that runs keeps the microphone, whoever wants it and however much.
    @Test mutating func underMaintenanceNobodyNewIsLetIn() throws {
        let closed = ControlError(.maintenance, "closed")
        let params = SessionStart.Params(onBusy: .preempt, idempotencyKey: "k")
        let first = try machine.start(params, by: ann, allowed: .ui, now: 0).0
        machine.begun(first.session)
        for onBusy in [SessionStart.OnBusy.fail, .queue, .preempt] {
            do {
                let wish = SessionStart.Params(onBusy: onBusy)
                _ = try machine.start(wish, by: root, allowed: .emergency, refusal: closed, now: 0)
                Issue.record("let in with \(onBusy)")
            } catch { #expect(error.name == .maintenance) }
        }
        #expect(machine.summaries(now: 0).map(\.session) == [first.session])
        // Who lost the reply to what was let in before still gets it.
        #expect(try machine.start(params, by: ann, allowed: .ui, refusal: closed, now: 0).0.isRepeat)
    }

    @Test mutating func whoWaitsIsSentAwayForMaintenance() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        #expect(
            machine.dismissQueue(because: .maintenance) == [
                .phase("s-2", .ended, reason: "session/maintenance"),
                .lost(bob.connection, session: "s-2", by: nil, reason: "session/maintenance"),
            ])
        #expect(machine.ended("s-1") == [])
        #expect(machine.dismissQueue(because: .maintenance) == [])
    }

    @Test mutating func theFifthInTheQueueIsRefused() throws {
        _ = try start(ann)
        for _ in 0..<4 { _ = try start(bob, .queue) }
        #expect(throws: ControlError.self) { try start(root, .queue) }
    }

    @Test mutating func waitingEndsAfterTheTimeout() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        #expect(machine.nextWake == 30_000_000)
        #expect(machine.wake(now: 29_999_999) == [])
        #expect(
            machine.wake(now: 30_000_000) == [
                .phase("s-2", .ended, reason: "queue_timeout"),
                .lost(bob.connection, session: "s-2", by: nil, reason: "queue_timeout"),
            ])
    }

    @Test mutating func onlyAStrictlyHigherClassPreempts() throws {
        _ = try start(ann)
        machine.begun("s-1")
        #expect(throws: ControlError.self) { try start(bob, .preempt) }
        let (_, actions) = try start(bob, .preempt, priority: .vehicle)
        #expect(
            actions == [
                .end("s-1", .preempted, .now),
                .lost(ann.connection, session: "s-1", by: "bob", reason: "preempted"),
            ])
        #expect(machine.ended("s-1") == [.begin("s-3")])
    }

    @Test mutating func aClientCannotRaiseItsOwnClass() throws {
        _ = try start(ann)
        let params = SessionStart.Params(onBusy: .preempt, priority: .emergency)
        #expect(throws: ControlError.self) { try machine.start(params, by: bob, allowed: .ui, now: 0) }
    }

    @Test mutating func anOwnerThatLeavesHasTheGraceTimeToComeBack() throws {
        let (started, _) = try start(ann)
        machine.begun("s-1")
        #expect(machine.left(ann.connection, now: 1_000_000) == [])
        #expect(machine.nextWake == 4_000_000)
        let back = Claimant(connection: ConnectionID(9), uid: 1_000, isAdmin: false, lease: started.lease)
        #expect(try machine.attach("s-1", by: back) == [])
        #expect(machine.nextWake == nil)
        #expect(machine.wake(now: 10_000_000) == [])
    }

    @Test mutating func afterTheGraceTimeTheSessionEnds() throws {
        _ = try start(ann)
        machine.begun("s-1")
        _ = machine.left(ann.connection, now: 0)
        #expect(machine.wake(now: 2_999_999) == [])
        #expect(machine.wake(now: 3_000_000) == [.end("s-1", .ownerGone, .now)])
        #expect(machine.ended("s-1") == [])
    }

    @Test mutating func endAfterResponseLetsTheAnswerFinish() throws {
        _ = try start(ann, owner: OwnerPolicy(onGone: .endAfterResponse, graceMilliseconds: 0))
        machine.begun("s-1")
        _ = machine.left(ann.connection, now: 0)
        #expect(machine.wake(now: 0) == [.end("s-1", .ownerGone, .response)])
    }

    @Test mutating func aKeptSessionGoesOnAndAnotherConnectionOfItsUserMayStopIt() throws {
        _ = try start(ann, owner: OwnerPolicy(onGone: .keep))
        machine.begun("s-1")
        #expect(!machine.holds(ann.connection))
        #expect(machine.left(ann.connection, now: 0) == [])
        #expect(machine.wake(now: 1 << 50) == [])
        let later = Claimant(connection: ConnectionID(9), uid: 1_000, isAdmin: false)
        #expect(refusal { try machine.check("s-1", by: bob) } == .notOwner)
        #expect(try machine.stop("s-1", by: later, drain: .now, now: 0).first == .end("s-1", .stopped, .now))
    }

    @Test mutating func attachTakesTheLeaseFromALivingOwner() throws {
        let (started, _) = try start(ann)
        let thief = Claimant(connection: ConnectionID(9), uid: 1_001, isAdmin: false, name: "x", lease: started.lease)
        #expect(
            try machine.attach("s-1", by: thief) == [
                .lost(ann.connection, session: "s-1", by: "x", reason: "attached")
            ])
        #expect(refusal { try machine.check("s-1", by: ann) } == .notOwner)
    }

    @Test mutating func aWrongLeaseDoesNothing() throws {
        let (started, _) = try start(ann)
        for guess in [
            "", "0", String(repeating: "0", count: 32), started.lease + "0", String(started.lease.dropLast()),
        ] {
            let guesser = Claimant(connection: ConnectionID(9), uid: 1_001, isAdmin: false, lease: guess)
            #expect(throws: ControlError.self) { try machine.attach("s-1", by: guesser) }
        }
        #expect(machine.active?.owner == ann.connection)
    }

    @Test mutating func theSameKeyGivesTheSameSession() throws {
        let (first, _) = try start(ann, key: "k")
        let again = Claimant(connection: ConnectionID(8), uid: 1_000, isAdmin: false)
        let (second, actions) = try start(again, key: "k", at: 59_000)
        #expect(second.session == first.session && second.lease == first.lease && second.isRepeat)
        #expect(actions == [])
        #expect(machine.active?.owner == again.connection)
        #expect(throws: ControlError.self) { try start(bob, key: "k") }
        #expect(throws: ControlError.self) { try start(ann, key: "k", at: 61_000) }
    }

    @Test mutating func adminsStopAnySessionAndTheOwnerIsTold() throws {
        _ = try start(ann)
        #expect(
            try machine.stop("s-1", by: root, drain: .now, now: 0) == [
                .end("s-1", .stopped, .now), .lost(ann.connection, session: "s-1", by: "root", reason: "stopped"),
            ])
    }

    @Test mutating func aQueuedSessionIsStoppedWithoutTheDaemon() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        #expect(try machine.stop("s-2", by: bob, drain: .now, now: 0) == [.phase("s-2", .ended, reason: "stopped")])
        #expect(machine.queue.isEmpty)
    }

    @Test mutating func aQueuedSessionLeavesWithItsOwner() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        #expect(machine.left(bob.connection, now: 0) == [.phase("s-2", .ended, reason: "owner_gone")])
    }

    @Test mutating func aDaemonThatNeverSaysEndedDoesNotKeepTheMicrophone() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        _ = try machine.stop("s-1", by: ann, drain: .now, now: 0)
        #expect(
            machine.wake(now: 3_000_000) == [.phase("s-1", .ended, reason: "not_confirmed"), .begin("s-2")])
    }

    @Test mutating func aSessionThatCannotBeginMakesRoomForTheNext() throws {
        _ = try start(ann)
        _ = try start(bob, .queue)
        #expect(machine.ended("s-1", because: "failed") == [.begin("s-2")])
    }
}

private struct CountingGenerator: RandomNumberGenerator, Sendable {
    private var last: UInt64 = 0
    mutating func next() -> UInt64 {
        last += 0x0101_0101_0101_0101
        return last
    }
}
