import ControlProtocol
import Testing

@Suite struct WireTests {
    private func fault(_ params: JSONObject) -> WireFault? {
        do {
            _ = try Call<SessionStart>(params)
            return nil
        } catch { return error }
    }

    @Test func aMissingMemberHasItsDefault() throws {
        let params = try Call<SessionStart>(JSONObject()).params
        #expect(
            params.mode == .vad && params.onBusy == .fail && params.owner == OwnerPolicy() && params.owner.onGone == nil
        )
        #expect(params.idempotencyKey == nil)
    }

    @Test func whatIsEncodedDecodesToTheSame() throws {
        let params = SessionStart.Params(
            profile: "kiosk", mode: .ptt, owner: OwnerPolicy(onGone: .keep, graceMilliseconds: 5),
            meta: JSONObject([.init(name: "a", value: [1, "b"])]))
        #expect(try SessionStart.Params(wire: params.wire) == params)
    }

    @Test func faultsPointIntoTheValue() {
        #expect(fault(JSONObject([.init(name: "owner", value: ["grace_ms": -1])]))?.field == "/owner/grace_ms")
        #expect(fault(JSONObject([.init(name: "a/b~c", value: 1)]))?.field == "/a~1b~0c")
        #expect(fault(JSONObject([.init(name: "mode", value: "vda")]))?.hint == "did you mean \"vad\"?")
    }

    @Test func nullIsNotAMissingMember() {
        #expect(fault(JSONObject([.init(name: "profile", value: .null)])) != nil)
    }

    @Test func nearNamesAreFoundAndFarOnesAreNot() {
        let names = ["session.start", "session.stop", "rpc.ping"]
        #expect(nearest(to: "sesion.start", among: names) == "session.start")
        #expect(nearest(to: "rpc.pign", among: names) == "rpc.ping")
        #expect(nearest(to: "weather", among: names) == nil)
        #expect(nearest(to: String(repeating: "x", count: 100_000), among: names) == nil)
    }

    @Test func baseSixtyFourGoesBothWays() {
        for count in 0..<10 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 91) }
            let text = String(decoding: Base64.encode(bytes), as: UTF8.self)
            #expect(Base64.decode(text) == bytes)
        }
        #expect(
            String(decoding: Base64.encode(Array("any carnal pleas".utf8)), as: UTF8.self) == "YW55IGNhcm5hbCBwbGVhcw=="
        )
        for bad in ["A", "AAA", "AA=A", "A===", "AA!A"] { #expect(Base64.decode(bad) == nil) }
    }
}
