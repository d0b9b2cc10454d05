import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// Transcripts of taps. Frames are 20 ms long.
@Suite struct TapTests {
    private let open = #"{"id":1,"method":"tap.open","params":{"point":"mic.dsp"}}"#
    private let stream = TappedStream(point: .micDsp, format: .pcm16, rate: nil)

    private func frame(_ number: Int64) -> TapFrame {
        TapFrame(stream: stream, offset: number * 320, bytes: [UInt8(number), 1, 2, 3], durationMicroseconds: 20_000)
    }

    @Test func aTapIsOpenedByTheDaemonAndSeenByAll() throws {
        var desk = CoreDesk()
        let watcher = desk.connect()
        _ = try desk.ask(watcher, #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"audio.tap"}]}}"#)
        let ann = desk.connect()
        #expect(try desk.lines(ann, after: open).isEmpty)
        desk.openAllTaps()
        #expect(try desk.lines(ann).first?["result"]?["rate"] == 16_000)
        #expect(try desk.lines(watcher).first?["params"]?["data"]?["open"] == true)
        desk.core.delivered(frame(0), now: 0)
        let data = try desk.lines(ann).first?["params"]?["data"]
        #expect(data?["data"] == "AAECAw==")
        #expect(data?["n"] == 0 && data?["offset_samples"] == 0 && data?["lost_frames"] == 0)
    }

    @Test func aStoppedReaderKeepsHalfASecondAndLearnsWhatItLost() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, open)
        desk.openAllTaps()
        _ = try desk.lines(ann)
        for number in 0..<100 as Range<Int64> { desk.core.delivered(frame(number), now: 0) }
        let lines = try desk.lines(ann)
        #expect(lines.count == 25)
        #expect(lines[0]["params"]?["data"]?["lost_frames"] == 75)
        #expect(lines[0]["params"]?["data"]?["offset_samples"] == 24_000)
        #expect(lines[1]["params"]?["data"]?["lost_frames"] == 0)
    }

    @Test func aStreamIsRawAfterItsFirstLine() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, #"{"id":1,"method":"tap.stream","params":{"point":"mic.dsp"}}"#)
        desk.openAllTaps()
        #expect(try desk.lines(ann).first?["result"]?["channels"] == 1)
        desk.core.delivered(frame(7), now: 0)
        #expect(desk.bytes(ann) == [7, 1, 2, 3])
        #expect(!desk.core.wantsInput(ann))
    }

    @Test func aStreamNeedsAConnectionOfItsOwn() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, open)
        desk.openAllTaps()
        _ = try desk.lines(ann)
        #expect(
            try desk.ask(ann, #"{"id":2,"method":"tap.stream","params":{"point":"spk"}}"#)["error"]?["code"] == -32_600)
    }

    @Test func theLastListenerClosesTheStream() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        let bob = desk.connect()
        desk.say(ann, open)
        desk.say(bob, open)
        desk.openAllTaps()
        desk.leave(ann)
        #expect(desk.orders.isEmpty)
        desk.leave(bob)
        #expect(desk.orders == [.closeTap(stream)])
    }

    @Test func observersAndControllersMayNotListen() throws {
        var desk = CoreDesk { $0.access.users = [1: .controller, 2: .observer] }
        for uid in [1, 2] as [UInt32] {
            let who = desk.connect(uid: uid)
            let error = try desk.ask(who, open)["error"]
            #expect(error?["code"] == 2_003)
            #expect(error?["data"]?["need"] == "admin")
        }
        #expect(desk.tapOpenings.isEmpty)
    }

    @Test func aGroupThatTheAdminNamesMayListen() throws {
        var desk = CoreDesk {
            $0.access.users = [1: .observer]
            $0.access.tapGroups = [44]
        }
        let who = desk.connect(uid: 1, groups: [44])
        desk.say(who, open)
        #expect(desk.tapOpenings.count == 1)
        let stranger = desk.connect(uid: 1, groups: [45])
        #expect(try desk.ask(stranger, open)["error"]?["data"]?["code"] == "auth/topic")
    }

    @Test func whoeverMayNotListenAnyMoreIsCutOff() throws {
        var desk = CoreDesk {
            $0.access.users = [1: .observer]
            $0.access.tapGroups = [44]
        }
        let lines = desk.connect(uid: 1, groups: [44])
        let raw = desk.connect(uid: 1, groups: [44])
        desk.say(lines, open)
        desk.say(raw, #"{"id":1,"method":"tap.stream","params":{"point":"mic.dsp"}}"#)
        desk.openAllTaps()
        var settings = ControlSettings(access: AccessPolicy(ownUser: 0))
        settings.access.users = [1: .observer]
        desk.core.configure(settings, now: 0)
        desk.publish(AudioState(state: .running, muted: false))
        #expect(desk.orders == [.closeTap(stream)])
        #expect(desk.closed == [raw])
        #expect(try desk.ask(lines, open)["error"]?["data"]?["code"] == "auth/topic")
    }

    @Test func rawOpusPacketsSayHowLongTheyAre() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, #"{"id":1,"method":"tap.stream","params":{"point":"uplink","format":"opus"}}"#)
        desk.openAllTaps()
        _ = try desk.lines(ann)
        let stream = TappedStream(point: .uplink, format: .opus, rate: nil)
        for size in [3, 300] {
            let packet = [UInt8](repeating: 9, count: size)
            desk.core.delivered(
                TapFrame(stream: stream, offset: 0, bytes: packet, durationMicroseconds: 20_000), now: 0)
        }
        #expect(desk.bytes(ann) == [0, 3] + [9, 9, 9] + [1, 44] + [UInt8](repeating: 9, count: 300))
    }

    @Test func underHardMuteNobodyListens() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, open)
        desk.openAllTaps()
        desk.publish(AudioState(state: .muted, muted: true, hardMuted: true))
        #expect(desk.orders == [.closeTap(stream)])
        _ = try desk.lines(ann)
        #expect(try desk.ask(ann, open)["error"]?["code"] == 4_004)
    }
}
