import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Transcripts of the core without a socket: lines in, lines out. Times are milliseconds of virtual time.
@Suite struct SubscriptionTests {
    private func subscribe(_ topics: String..., extra: String = "") -> String {
        let list = topics.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
        return #"{"id":1,"method":"events.subscribe","params":{"topics":[\#(list)]\#(extra)}}"#
    }

    @Test func firstTheStateThenTheChanges() throws {
        var desk = CoreDesk()
        desk.publish(LinkState(state: .up))
        desk.publish(AudioState(state: .running))
        desk.publish(LinkState(state: .backoff))
        let ann = desk.connect()
        let reply = try desk.ask(ann, subscribe("link.state", "audio.state"))["result"]
        #expect(reply?["seq"] == 3)
        #expect(reply?["snapshot"]?.array?.map { $0["topic"] } == ["audio.state", "link.state"])
        #expect(reply?["snapshot"]?.array?.last?["data"]?["state"] == "backoff")
        desk.publish(LinkState(state: .up))
        let event = try desk.lines(ann).first
        #expect(event?["method"] == "link.state")
        #expect(event?["params"]?["seq"] == 4)
        #expect(event?["params"]?["sub"] == reply?["sub"])
    }

    @Test func whatNobodyFollowsIsKnown() throws {
        var desk = CoreDesk()
        #expect(desk.core.takeFollowed() == nil)
        let (ann, bob) = (desk.connect(), desk.connect())
        let sub = try desk.ask(ann, subscribe("audio.level", "link.state"))["result"]?["sub"]?.string ?? ""
        #expect(desk.core.takeFollowed() == [.audioLevel, .linkState])
        #expect(desk.core.takeFollowed() == nil)
        _ = try desk.ask(bob, subscribe("audio.level"))
        _ = try desk.ask(ann, #"{"id":2,"method":"events.unsubscribe","params":{"sub":"\#(sub)"}}"#)
        #expect(desk.core.takeFollowed() == [.audioLevel])
        desk.core.disconnected(bob, now: 0)
        #expect(desk.core.takeFollowed() == [])
    }

    @Test func aReplayGivesWhatWasMissed() throws {
        var desk = CoreDesk()
        for _ in 0..<5 { desk.publish(LinkState(state: .up)) }
        let ann = desk.connect()
        let since = #","since":{"instance":"i-test","seq":3}"#
        let lines = try desk.lines(ann, after: subscribe("link.state", extra: since))
        #expect(lines[0]["result"]?["complete"] == true)
        #expect(lines.dropFirst().map { $0["params"]?["seq"] } == [4, 5])
    }

    @Test func aReplayThatReachesTooFarBackSaysSo() throws {
        var desk = CoreDesk { $0.limits.replayEvents = 3 }
        for _ in 0..<5 { desk.publish(LinkState(state: .up)) }
        let ann = desk.connect()
        let lines = try desk.lines(
            ann, after: subscribe("link.state", extra: #","since":{"instance":"i-test","seq":1}"#))
        #expect(lines[0]["result"]?["complete"] == false)
        #expect(lines.count == 4)
        let other = desk.connect()
        let strange = try desk.lines(
            other, after: subscribe("link.state", extra: #","since":{"instance":"i-old","seq":4}"#))
        #expect(strange[0]["result"]?["complete"] == false)
        #expect(strange.count == 1)
    }

    @Test func latestKeepsOneEventAndMustKeepsAll() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        _ = try desk.ask(ann, subscribe("audio.level", "link.state"))
        for count in 0..<100 {
            desk.publish(AudioLevel(rmsDecibels: Double(-count), peakDecibels: 0, vad: 0, farDecibels: 0))
        }
        desk.publish(LinkState(state: .up))
        desk.publish(LinkState(state: .down))
        let lines = try desk.lines(ann)
        #expect(lines.map { $0["method"]?.string } == ["audio.level", "link.state", "link.state", "events.mark"])
        #expect(lines[0]["params"]?["data"]?["rms_db"] == .number(-99))
        #expect(lines[3]["params"]?["data"]?["dropped"] == 99)
    }

    @Test func filteredEventsAreToldOfEveryFiveSeconds() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        _ = try desk.ask(ann, subscribe("link.state"))
        for _ in 0..<7 { desk.publish(AudioState(state: .running)) }
        desk.wake(at: 4_999)
        #expect(try desk.lines(ann).isEmpty)
        #expect(desk.core.nextWake == 5_000_000)
        desk.wake(at: 5_000)
        let mark = try desk.lines(ann).first?["params"]?["data"]
        #expect(mark == ["seq": 7, "dropped": 0, "filtered": 7])
        desk.wake(at: 20_000)
        #expect(try desk.lines(ann).isEmpty)
    }

    @Test func aShortestIntervalThinsOutLevels() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        _ = try desk.ask(ann, subscribe("audio.level", extra: #","min_interval_ms":100"#))
        var seen: [Int] = []
        for time in stride(from: 0, through: 400, by: 20) {
            desk.time = Int64(time) * 1_000
            desk.publish(AudioLevel(rmsDecibels: -1, peakDecibels: 0, vad: 0, farDecibels: 0))
            if try desk.lines(ann).contains(where: { $0["method"] == "audio.level" }) { seen.append(time) }
        }
        #expect(seen == [0, 100, 200, 300, 400])
    }

    @Test func wordsAreForTheOwnerAndForAdmins() throws {
        var desk = CoreDesk { $0.access.users = [1: .controller, 2: .controller, 3: .observer, 4: .admin] }
        let owner = desk.connect(uid: 1)
        let other = desk.connect(uid: 2)
        let observer = desk.connect(uid: 3)
        let admin = desk.connect(uid: 4)
        desk.say(owner, #"{"id":1,"method":"session.start"}"#)
        desk.beginAll()
        _ = try desk.lines(owner)
        for who in [owner, other, observer, admin] { _ = try desk.ask(who, subscribe("*")) }
        #expect(try desk.ask(observer, subscribe("session.transcript"))["error"]?["code"] == 2_003)
        desk.publish(SessionTranscript(role: .user, item: "i", text: "secret", isFinal: true), session: "s-1")
        #expect(try desk.lines(owner).count == 1)
        #expect(try desk.lines(admin).count == 1)
        #expect(try desk.lines(other).isEmpty)
        #expect(try desk.lines(observer).isEmpty)
    }

    @Test func observersReadWordsWhenTheAdministratorSaysSo() throws {
        var desk = CoreDesk {
            $0.access.users = [3: .observer]
            $0.access.observersReadText = true
        }
        let observer = desk.connect(uid: 3)
        #expect(try desk.ask(observer, subscribe("session.transcript"))["error"] == nil)
        desk.publish(SessionTranscript(role: .user, item: "i", text: "t", isFinal: true), session: "s-1")
        #expect(try desk.lines(observer).count == 1)
    }

    @Test func topicsForOneClientCannotBeFollowed() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        for topic in ["tool.call", "tool.cancel", "tap.data", "events.mark"] {
            #expect(try desk.ask(ann, subscribe(topic))["error"]?["code"] == 2_003)
        }
    }

    @Test func aMistypedTopicGetsASuggestion() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        let error = try desk.ask(ann, subscribe("audio.levl"))["error"]
        #expect(error?["data"]?["hint"] == "did you mean \"audio.level\"?")
        #expect(error?["data"]?["field"] == "/topics/0/name")
    }

    @Test func numbersNear2To53BeginAgain() throws {
        var desk = CoreDesk(firstEvent: 9_007_199_254_740_990)
        let ann = desk.connect()
        _ = try desk.ask(ann, subscribe("link.state"))
        for _ in 0..<3 { desk.publish(LinkState(state: .up)) }
        #expect(
            try desk.lines(ann).map { $0["params"]?["seq"] } == [
                9_007_199_254_740_990, 9_007_199_254_740_991, 1,
            ])
        let bob = desk.connect()
        let since = #","since":{"instance":"i-test","seq":9007199254740990}"#
        #expect(try desk.lines(bob, after: subscribe("link.state", extra: since))[0]["result"]?["complete"] == false)
    }

    @Test func moreThanSixteenSubscriptionsAreRefused() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        for _ in 0..<16 { #expect(try desk.ask(ann, subscribe("link.state"))["error"] == nil) }
        #expect(try desk.ask(ann, subscribe("link.state"))["error"]?["code"] == 2_003)
    }
}
