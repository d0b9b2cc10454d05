import Configuration
import Diagnostics
import Glibc
import LocalVoice
import VoiceLiveProtocol
import WebSocket

/// A Voice Live server on the box.
@main
enum VoiceliveLocal {
    static let version = "0.1.0"

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do throws(Failure) {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if options.wantsHelp { return print(Options.help) }
            if options.wantsVersion { return print("voicelive-local \(version)") }
            try await serve(options)
        } catch {
            tell("voicelive-local: \(error.message)")
            exit(error.code.rawValue)
        }
    }

    private static func serve(_ options: Options) async throws(Failure) {
        let section = try Setup.section(options)
        let settings = try Setup.settings(options, section)
        let engines = try Engines(section, mostSessions: settings.mostSessions)
        let address = try Setup.address(options)
        let identity = options.certificate.flatMap { certificate in
            options.key.map { TLSIdentity(certificateFile: certificate, keyFile: $0) }
        }
        let server: LocalServer
        do throws(WebSocketError) {
            server = try LocalServer(
                on: address, identity: identity, settings: settings, speech: engines.speech, pool: engines.pool,
                chat: engines.chat)
        } catch {
            throw Failure(.unavailable, "\(error)")
        }
        let place = server.port.map { "port \($0)" } ?? "the socket"
        tell("voicelive-local: serving on \(place), \(settings.intents.count) intents, \(settings.language)")
        ServiceNotifier().ready(status: engines.report.status)
        let stop = Termination.watch { server.stop() }
        await server.run()
        stop.cancel()
    }

    /// One line on stderr.
    static func tell(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe write(2, bytes, bytes.count)
    }
}
