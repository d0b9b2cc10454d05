import Testing

@testable import voicelived

@Suite struct BoxWatchTests {
    private func watch(wall: Int, boot: Int, routes: Set<String>? = []) -> BoxWatch {
        var watch = BoxWatch()
        #expect(watch.look(wall: .seconds(wall), boot: .seconds(boot), routes: routes).isEmpty)
        return watch
    }

    @Test func timeThatPassesIsNoNews() {
        var watch = watch(wall: 1_000, boot: 10)
        let news = watch.look(wall: .seconds(1_001), boot: .seconds(11), routes: [])
        #expect(news.isEmpty)
        // Asleep for an hour: both clocks went on.
        let later = watch.look(wall: .seconds(4_601), boot: .seconds(3_611), routes: [])
        #expect(later.isEmpty)
    }

    @Test func aClockThatIsSetIsTold() {
        var watch = watch(wall: 1_000, boot: 10)
        let forward = watch.look(wall: .seconds(87_401), boot: .seconds(11), routes: [])
        #expect(forward == [.clockMoved(by: .seconds(86_400))])
        let back = watch.look(wall: .seconds(1_002), boot: .seconds(12), routes: [])
        #expect(back == [.clockMoved(by: .seconds(-86_400))])
        let after = watch.look(wall: .seconds(1_003), boot: .seconds(13), routes: [])
        #expect(after.isEmpty)
    }

    @Test func aNewRouteIsTheNetworkAndALostOneIsNot() {
        var watch = watch(wall: 1, boot: 1, routes: ["eth0 gw"])
        let lost = watch.look(wall: .seconds(2), boot: .seconds(2), routes: [])
        #expect(lost.isEmpty)
        let came = watch.look(wall: .seconds(3), boot: .seconds(3), routes: ["wwan0 gw"])
        #expect(came == [.networkCame])
        let stays = watch.look(wall: .seconds(4), boot: .seconds(4), routes: ["wwan0 gw"])
        #expect(stays.isEmpty)
    }

    @Test func routesThatNobodyLookedAtAreNoNews() {
        var watch = watch(wall: 1, boot: 1, routes: nil)
        let first = watch.look(wall: .seconds(2), boot: .seconds(2), routes: ["eth0 gw"])
        #expect(first.isEmpty)
    }

    @Test func onlyDefaultRoutesThatAreUpCount() {
        let table = """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
            eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
            wwan0\t00000000\t00000000\t0002\t0\t0\t700\t00000000\t0\t0\t0
            """
        #expect(DefaultRoutes.version4(table) == ["eth0 0101A8C0"])
        let zeros = String(repeating: "0", count: 32)
        let gateway = "fe8000000000000000000000000000ff"
        let six = """
            \(zeros) 00 \(zeros) 00 \(gateway) 00000400 00000001 00000000 00000003     eth0
            \(zeros) 00 \(zeros) 00 \(zeros) ffffffff 00000001 00000000 00200200       lo
            20010db8000000000000000000000000 40 \(zeros) 00 \(zeros) 00000100 00000001 00000000 00000001     eth0
            """
        #expect(DefaultRoutes.version6(six) == ["eth0 \(gateway)"])
        #expect(DefaultRoutes.version4("").isEmpty)
        #expect(DefaultRoutes.version6("nonsense\n\n").isEmpty)
    }
}
