import Synchronization
import Testing

@testable import LocalVoice

@Suite struct EngineHealthTests {
    @Test func aFailedEngineRestsEverLonger() {
        var rest = EngineRest()
        #expect(rest.mayAsk(at: .zero))
        let isNews = rest.failed(at: .zero)
        #expect(isNews)
        #expect(!rest.mayAsk(at: .milliseconds(1_999)))
        #expect(rest.mayAsk(at: .seconds(2)))
        let isNewsAgain = rest.failed(at: .seconds(2))
        #expect(!isNewsAgain)
        #expect(!rest.mayAsk(at: .milliseconds(5_999)))
        #expect(rest.mayAsk(at: .seconds(6)))
        for _ in 0..<20 { _ = rest.failed(at: .seconds(6)) }
        #expect(rest.mayAsk(at: .seconds(66)) && !rest.mayAsk(at: .seconds(65)))
        let isBack = rest.succeeded()
        let isBackAgain = rest.succeeded()
        #expect(isBack && !isBackAgain)
    }

    @Test func onlyNewsIsTold() {
        let told = Mutex<[EngineHealth.News]>([])
        let time = Mutex(Duration.zero)
        let health = EngineHealth(
            "voice", now: { time.withLock { $0 } }, tell: { news in told.withLock { $0.append(news) } })
        health.succeeded()
        health.failed("gone")
        health.failed("gone still")
        #expect(!health.mayAsk)
        time.withLock { $0 = .seconds(10) }
        #expect(health.mayAsk)
        health.succeeded()
        #expect(told.withLock { $0 } == [.failed(engine: "voice", reason: "gone"), .isBack(engine: "voice")])
    }
}
