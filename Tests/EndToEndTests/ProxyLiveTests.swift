import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// The way to the service leads through an HTTP proxy that asks who is there.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ProxyLiveTests {
    /// A proxy that knows the service's machine, which nobody else does.
    private final class Proxy {
        let process: ChildProcess
        let port: Int

        init(_ login: String) async throws {
            let root = String(#filePath.split(separator: "/Tests/")[0])
            process = try ChildProcess(
                "python3", [root + "/Tests/Peers/connect_proxy.py", login, "here"], keepsInput: true)
            let deadline = Deadline(after: .seconds(10))
            while !process.standardOutput.contains("\n"), !deadline.isOver {
                try await Task.sleep(for: .milliseconds(5))
            }
            let first = process.standardOutput.split(separator: "\n").first ?? ""
            port = try #require(first.split(separator: " ").last.flatMap { Int($0) })
        }

        var requests: [Substring] { process.standardOutput.split(separator: "\n").dropFirst().map { $0 } }
    }

    private func plan(_ proxy: Proxy, login: String?) -> Stage.Plan {
        var plan = Stage.Plan()
        plan.host = "service.test"
        plan.settings = "[link]\nproxy = \"http://127.0.0.1:\(proxy.port)\"\n"
        if let login { plan.credentials = ["voicelived.proxy": login + "\n"] }
        return plan
    }

    @Test func aConversationGoesThroughTheProxy() async throws {
        let proxy = try await Proxy("car:pass:word")
        let stage = try Stage(plan(proxy, login: "car:pass:word"))
        try await stage.start()
        try await stage.agent.hearStart("question_1", at: 0)
        try await stage.agent.hearEnd("question_1", at: 200)
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 300)))
        try await stage.wait("the answer to be heard") { Loudspeaker(stage.room).onset(from: 0) != nil }
        let port = try #require(stage.agent.port)
        #expect(proxy.requests == ["CONNECT service.test:\(port)"])
        #expect(!stage.daemon.log.contains("pass:word"))
    }

    /// 407: named as the proxy's, not the service's; nothing is tried again, and the way out is the proxy's credential.
    @Test(arguments: [nil, "car:wrong-7f3a"]) func aProxyThatRefusesIsNamed(_ login: String?) async throws {
        let proxy = try await Proxy("car:right")
        let stage = try Stage(plan(proxy, login: login))
        try stage.client.ask("events.subscribe", ["topics": [["name": "session.*"], ["name": "link.state"]]])
        try stage.client.ask("session.start")
        let link = try stage.client.next("link.state") { $0["params"]?["data"]?["error"]?.string != nil }
        #expect(link["params"]?["data"]?["error"]?.string == "link/proxy")
        let end = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        #expect(end["params"]?["data"]?["reason"]?.string?.contains("proxy: status 407") == true)
        let trouble = try #require(try stage.client.ask("daemon.status")["degraded"]?.array?.first)
        #expect(trouble["code"]?.string == "link/proxy")
        #expect(trouble["hint"]?.string?.contains("credential set voicelived.proxy") == true)
        try await stage.wait("the refusal in the log") { stage.daemon.log.contains("status 407") }
        #expect(!stage.daemon.log.contains("7f3a"))
        #expect(proxy.requests.count == 1 && stage.agent.lineCount == 0)
    }
}
