import ControlTestSupport
import Glibc

/// Says its lines and then writes down whatever comes, for as long as it lives. For tests that stop or kill it.
enum Client {
    static func run(_ path: String, _ lines: [String]) throws {
        let client = try LineClient(path)
        for line in lines { client.send(line: line) }
        while let line = try client.readLine(seconds: 86_400) {
            let text = line + [0x0A]
            _ = unsafe text.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        }
    }
}
