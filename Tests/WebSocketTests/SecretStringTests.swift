import Testing
import WebSocket

@Suite struct SecretStringTests {
    @Test func nothingThatPrintsShowsIt() {
        let secret = SecretString("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.exposed == "hunter2")
    }

    @Test func aSecretHeaderShowsItsNameOnly() {
        #expect("\(HTTPField("api-key", secret: SecretString("hunter2")))" == "api-key: (secret)")
        var options = WebSocketClientOptions()
        options.headers = [HTTPField("api-key", secret: SecretString("hunter2"))]
        options.proxy = ProxyEndpoint(host: "p", port: 1, user: "u", password: SecretString("hunter3"))
        var dumped = ""
        dump(options, to: &dumped)
        #expect(!dumped.contains("hunter"))
        #expect(!"\(options)".contains("hunter"))
    }
}
