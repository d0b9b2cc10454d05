import Glibc
import WebSocket

// `voicelived-bench websocket CERTIFICATE KEY AUTHORITY`
let arguments = CommandLine.arguments
guard arguments.count == 5, arguments[1] == "websocket" else {
    print("usage: voicelived-bench websocket CERTIFICATE KEY AUTHORITY")
    exit(64)
}
let result = try await WebSocketRoundTrip().run(
    TLSIdentity(certificateFile: arguments[2], keyFile: arguments[3]), authority: arguments[4])
print("websocket round trip, 13 kB over TLS: median \(result.median), p99 \(result.p99)")
print("connect: tcp \(result.connect.connect), tls \(result.connect.tls), upgrade \(result.connect.upgrade)")
