import ControlTestSupport

/// Says its lines and then reads whatever comes, for as long as it lives. For tests that stop or kill it.
enum Client {
    static func run(_ path: String, _ lines: [String]) throws {
        let client = try LineClient(path)
        for line in lines { client.send(line: line) }
        while try client.readLine(seconds: 86_400) != nil {}
    }
}
