import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// The sound server dies, freezes, fills up or is not there.
@Suite(.serialized) struct ServerFaultLiveTests {
    @Test(.timeLimit(.minutes(10)), arguments: SoundServerKind.allCases)
    func comesBackAfterAKill(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.capturesAgain(within: .seconds(5)) && card.playsAgain(within: .seconds(5)))
        var record = FaultRecord("\(kind) kill -9 and start")
        for _ in 0..<FaultRecord.repeats {
            server.kill()
            let isNoticed = becomesTrue(within: .milliseconds(500)) { card.isDown }
            #expect(isNoticed)
            try server.start()
            let loudspeaker = try IdleListener(server)
            record.measure { card.capturesAgain(within: .seconds(5)) && card.playsAgain(within: .seconds(5)) }
            withExtendedLifetime(loudspeaker) {}
        }
        record.conclude()
        #expect(record.slowest < 1_500)
    }

    @Test(.timeLimit(.minutes(10)), arguments: SoundServerKind.allCases)
    func comesBackAfterARestart(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        var record = FaultRecord("\(kind) restart")
        for _ in 0..<FaultRecord.repeats {
            try server.restart()
            record.measure { card.capturesAgain(within: .seconds(5)) }
        }
        record.conclude()
        #expect(record.slowest < 1_500)
    }

    @Test(.timeLimit(.minutes(10)), arguments: SoundServerKind.allCases)
    func noticesAFrozenServerAndComesBack(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        var record = FaultRecord("\(kind) STOP and CONT")
        for _ in 0..<FaultRecord.repeats {
            let lostBefore = card.system.status.lostCapture
            server.freeze()
            let isNoticed = becomesTrue(within: .milliseconds(1_500)) { card.isStalled }
            #expect(isNoticed, "\(card.system.status.capture)")
            usleep(500_000)
            server.thaw()
            record.measure { card.capturesAgain(within: .seconds(5)) }
            let isCounted = becomesTrue(within: .seconds(1)) { card.system.status.lostCapture - lostBefore > 24_000 }
            #expect(isCounted, "lost \(card.system.status.lostCapture - lostBefore)")
            usleep(300_000)
        }
        record.conclude()
        #expect(record.slowest < 1_500)
        #expect(card.noSoundWasOld)
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func aServerFrozenForLongIsReconnectedToAndTold(_ kind: SoundServerKind) async throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        let begin = ContinuousClock.now
        server.freeze()
        var told: Duration?
        for await event in card.system.events where event == .serverIsFrozen {
            told = begin.duration(to: .now)
            break
        }
        let frozen = try #require(told)
        print("\(kind): frozen told after \(frozen)")
        #expect(frozen > .seconds(9) && frozen < .seconds(13))
        server.thaw()
        #expect(card.capturesAgain(within: .seconds(8)))
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func aServerThatComesLaterIsFound(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        server.kill()
        let card = RunningCard(server: server)
        #expect(becomesTrue(within: .seconds(1)) { card.isDown })
        usleep(3_000_000)
        try server.start()
        var record = FaultRecord("\(kind) appears late")
        record.measure { card.capturesAgain(within: .seconds(5)) }
        record.conclude()
        #expect(record.slowest < 2_500)
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func aFullServerIsToldAsSuch(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        var crowd: ClientCrowd? = try server.fillWithClients()
        let card = RunningCard(server: server)
        let isTold = becomesTrue(within: .seconds(3)) { card.system.status.server == .full }
        #expect(isTold, "\(card.system.status.server), \(crowd?.count ?? 0) others")
        crowd = nil
        #expect(card.capturesAgain(within: .seconds(4)))
    }
}
