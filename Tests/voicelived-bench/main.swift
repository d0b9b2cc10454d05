import Glibc
import TestBench
import WebSocket

/// How to use this program.
let usage = """
    usage: voicelived-bench daemon [--program FILE] [--quick] [--only PART] [--minutes NUMBER] [--set KEY=VALUE]
           voicelived-bench control [--program FILE] [--quick]
           voicelived-bench hearing [--program FILE] [--server pulseAudio|pipeWire] [--minutes NUMBER]
                                    [--interruptions NUMBER] [--coughs NUMBER] [--seed NUMBER] [--keep FOLDER]
           voicelived-bench local [--program FILE] [--tuning] [--room NAME] [--rejection SCORE]
           voicelived-bench echo MICROPHONE.wav LOUDSPEAKER.wav
           voicelived-bench hand-off SECONDS
           voicelived-bench websocket CERTIFICATE KEY AUTHORITY

    """

let arguments = Array(CommandLine.arguments.dropFirst())
func option(_ name: String) -> String? {
    let place = arguments.firstIndex(of: name).map { $0 + 1 } ?? arguments.count
    return place < arguments.count ? arguments[place] : nil
}
switch arguments.first {
case "daemon", "control":
    let isQuick = arguments.contains("--quick")
    let program = option("--program")
    let only = option("--only")
    if let only, !DaemonReport.parts.contains(only) {
        progress("no part \(only); there are \(DaemonReport.parts.joined(separator: ", "))")
        exit(64)
    }
    let minutes = option("--minutes").flatMap { Int($0) } ?? (isQuick ? 1 : 10)
    do {
        if arguments.first == "control" {
            print(try await ControlReport(program: program, isQuick: isQuick).make())
        } else {
            let report = DaemonReport(
                program: program, isQuick: isQuick, only: only, minutes: minutes, setting: option("--set"))
            print(try await report.make())
        }
    } catch {
        progress("no report: \(error)")
        exit(1)
    }
case "hearing":
    guard let report = HearingReport(option) else {
        progress("no such server; there are \(SoundServerKind.allCases.map(\.rawValue).joined(separator: ", "))")
        exit(64)
    }
    do {
        print(try await report.make())
    } catch {
        progress("no report: \(error)")
        exit(1)
    }
case "local":
    do {
        print(try await LocalReport(arguments).make())
    } catch {
        progress("no report: \(error)")
        exit(1)
    }
case "echo" where arguments.count == 3:
    guard let report = EchoRoom(arguments[1], arguments[2])?.report() else {
        progress("no report: two WAV files of one rate are needed")
        exit(1)
    }
    print(report)
case "hand-off" where arguments.count == 2:
    print(BlockHandOff.rows(seconds: Int(arguments[1]) ?? 15).map(\.markdown).joined(separator: "\n"))
case "websocket" where arguments.count == 4:
    let result = try await WebSocketRoundTrip().run(
        TLSIdentity(certificateFile: arguments[1], keyFile: arguments[2]), authority: arguments[3])
    print("websocket round trip, 13 kB over TLS: median \(result.median), p99 \(result.p99)")
    print("connect: tcp \(result.connect.connect), tls \(result.connect.tls), upgrade \(result.connect.upgrade)")
default:
    print(usage)
    exit(64)
}
