import Configuration
import Conversation
import ServiceSettings
import Testing
import VoiceLiveClient
import VoiceLiveProtocol
import WebSocket

@testable import voicelived

/// What the keys of an endpoint and of the link say to the client of the service.
@Suite struct EndpointKeyTests {
    private func mapped(_ settings: Settings) throws -> EndpointSettings {
        try EndpointSettings(
            try #require(settings.endpoints.first), link: settings.link, transcription: settings.transcription,
            credentials: Credentials(directory: nil))
    }

    private func proxy(_ lines: String, link: String, url: String = "wss://voice.example.com") throws -> ProxyEndpoint?
    {
        try mapped(try Written.endpoint(lines, url: url, rest: "[link]\n" + link)).proxy
    }

    @Test func theLinksProxyIsForAll() throws {
        #expect(try proxy("", link: "") == nil)
        #expect(try proxy("", link: #"proxy = "http://p:3128""#) == ProxyEndpoint(host: "p", port: 3_128))
    }

    @Test func anEndpointsOwnProxyWins() throws {
        let own = try proxy(#"proxy = "http://own:1""#, link: #"proxy = "http://p:3128""#)
        #expect(own == ProxyEndpoint(host: "own", port: 1))
    }

    @Test(arguments: [
        ("voice.example.com", true), (".example.com", true), (".com", true), ("*", true), ("Voice.Example.com", true),
        ("example.com", false), ("ice.example.com", false), (".ample.com", false),
    ])
    func exceptionsAreReachedDirectly(exception: String, isExcepted: Bool) throws {
        let found = try proxy("", link: "proxy = \"http://p:3128\"\nno_proxy = [\"\(exception)\"]")
        #expect((found == nil) == isExcepted)
    }

    @Test(arguments: ["ws+unix:/run/x.sock", "ws://127.0.0.1:8080", "wss://localhost:1"])
    func thisMachineNeedsNoProxy(url: String) throws {
        #expect(try proxy("", link: #"proxy = "http://p:3128""#, url: url) == nil)
    }

    @Test func theProxysPasswordIsACredential() throws {
        let folder = try PrivateFolder()
        try folder.write("anna:se:cret\n", to: "voicelived.proxy")
        let settings = try Written.endpoint(rest: "[link]\nproxy = \"http://p:3128\"")
        let mapped = try EndpointSettings(
            try #require(settings.endpoints.first), link: settings.link, transcription: settings.transcription,
            credentials: Credentials(directory: folder.path))
        #expect(mapped.proxy?.user == "anna" && mapped.proxy?.password?.exposed == "se:cret")
        #expect(!String(describing: mapped).contains("se:cret"))
    }

    @Test func headersAndParametersReachTheRequest() throws {
        let settings = try Written.endpoint("headers = { X-Site = \"hall\" }\nquery = { tenant = \"a b\" }")
        let mapped = try mapped(settings)
        #expect(mapped.headers == [HTTPField("X-Site", "hall")])
        #expect(try mapped.service.address().target.contains("tenant=a%20b"))
    }

    @Test func aParameterWinsOverWhatWeDerive() throws {
        let mapped = try mapped(try Written.endpoint("query = { api-version = \"2099-01-01\" }"))
        let target = try mapped.service.address().target
        #expect(target.contains("api-version=2099-01-01") && !target.contains("2026-07-15"))
    }

    @Test func membersOfTheSessionKeepTheirTypes() throws {
        let settings = try Written.endpoint(
            "session = { a = 1, b = 1.5, c = true, d = [\"x\"], e = { f = \"g\" } }")
        #expect(try mapped(settings).session["a"] == 1)
        #expect(try mapped(settings).session["b"] == 1.5 && mapped(settings).session["c"] == true)
        #expect(try mapped(settings).session["d"] == ["x"] && mapped(settings).session["e"] == ["f": "g"])
    }

    @Test func theLinksLimitsReachTheConnection() throws {
        let usual = try mapped(try Written.endpoint())
        let other = try mapped(try Written.endpoint(rest: "[link]\npong_timeout = \"3s\"\nmax_message = \"1MiB\""))
        #expect(usual.deadlines.pong == .seconds(10) && other.deadlines.pong == .seconds(3))
        #expect(usual.longestMessage == 16 << 20 && other.longestMessage == 1 << 20)
    }

    @Test func aSocketOnThisMachineIsTriedEverySecond() throws {
        let url = "ws+unix:/run/voicelived/local.sock"
        let usual = try mapped(try Written.endpoint(url: url))
        #expect(usual.deadlines.ping == .seconds(1) && usual.deadlines.pong == .seconds(1))
        let quick = try mapped(try Written.endpoint(url: url, rest: "[link]\npong_timeout = \"500ms\""))
        #expect(quick.deadlines.pong == .milliseconds(500))
        let far = try mapped(try Written.endpoint())
        #expect(far.deadlines.ping == .seconds(20))
    }

    @Test func anMCPServersSecretsAreCredentials() throws {
        let folder = try PrivateFolder()
        try folder.write("4711\n", to: "depot.token")
        let settings = try Written.endpoint(
            rest: """
                [[tools.mcp]]
                label = "depot"
                url = "https://depot.example/mcp"
                allowed_tools = ["lookup", "open"]
                free_tools = ["lookup"]
                credential = "depot.token"
                headers = { X-Site = "voicelived.site" }
                [[tools.mcp]]
                label = "news"
                url = "https://news.example/mcp"
                require_approval = "never"
                credential_file = "/etc/news"
                """)
        let servers = try EndpointSettings(
            try #require(settings.endpoints.first), link: settings.link, transcription: settings.transcription,
            tools: settings.tools, credentials: Credentials(directory: folder.path)
        ).mcpServers
        #expect(servers.map(\.label) == ["depot", "news"] && servers[0].allowedTools == ["lookup", "open"])
        #expect(servers[0].approval == .byTool(always: [], never: ["lookup"]) && servers[1].approval == .never)
        #expect(servers[0].credential == .file(path: folder.path + "/depot.token", .bearer))
        #expect(servers[0].headers == ["X-Site": .file(path: folder.path + "/voicelived.site", .bearer)])
        #expect(servers[1].credential == .file(path: "/etc/news", .bearer))
    }

    @Test func packetsFitIntoEveryEndpointsMessages() throws {
        #expect(try Written.endpoint().blocksPerPacket == 2)
        let slow = try Written.endpoint("uplink_frame_ms = 100")
        #expect(slow.blocksPerPacket == 10)
        #expect(try mapped(slow).uplink.frame == .milliseconds(100))
        let two = "uplink_frame_ms = 30\n[[endpoint]]\nname = \"b\"\nurl = \"ws+unix:/x\"\nauthentication = \"none\""
        #expect(try Written.endpoint(two).blocksPerPacket == 1)
    }
}
