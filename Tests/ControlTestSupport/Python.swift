package import ControlProtocol
import Glibc

/// Runs programs for tests: Python scripts as independent clients and judges, and our own commands.
package enum Python {
    /// Runs the script and returns what it printed.
    package static func run(_ script: String, _ arguments: [String] = [], input: [UInt8]? = nil) throws -> String {
        let result = try Program.run(["/usr/bin/python3", "-c", script] + arguments, input: input)
        guard result.status == 0 else { throw LineClient.Trouble(description: "python3: \(result.errors)") }
        return result.output
    }

    /// Connects as another user with exactly these groups, sends lines, ends its input and returns the replies.
    package static func asUser(
        _ uid: Int, groups: [Int], _ path: String, send lines: [String]
    ) throws -> [JSONValue] {
        let script = """
            import os, socket, sys
            os.setgroups([int(g) for g in sys.argv[3].split(",") if g]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
            s = socket.socket(socket.AF_UNIX); s.settimeout(5); s.connect(sys.argv[1])
            try:
                for line in sys.argv[4:]: s.sendall(line.encode() + b"\\n")
                s.shutdown(socket.SHUT_WR)
            except OSError: pass
            data = b""
            while True:
                try: part = s.recv(65536)
                except ConnectionResetError: break
                if not part: break
                data += part
            sys.stdout.write(data.decode())
            """
        let output = try run(script, [path, String(uid), groups.map(String.init).joined(separator: ",")] + lines)
        return try output.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8), limits: .reply) }
    }
}
