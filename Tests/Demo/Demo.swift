import Glibc
import TestBench

/// `make run` where there is no sound card: the real daemon and the real local service on a virtual card, with a recorded
/// speaker who asks, interrupts and uses a tool. Ends with the transcript, the timings and a recording.
///
///     voicelived-demo [RECORDING.wav [ROUNDS]]
@main
enum Demo {
    static func main() {
        do {
            let programs = try Programs.beside(CommandLine.arguments[0])
            let words = CommandLine.arguments.dropFirst()
            let output = words.first ?? "build/demo.wav"
            let rounds = words.dropFirst().first.flatMap(Int.init) ?? 1
            let stage = try Stage(programs)
            let story = Story(stage: stage, rounds: max(1, rounds))
            let misses = try story.play()
            stage.report(writingTo: output)
            if rounds > 1 { Screen.say("\n\(rounds) rounds, \(misses) misses") }
            exit(misses == 0 ? 0 : 1)
        } catch {
            Screen.say("make run: \(error)")
            exit(70)
        }
    }
}

/// The programs of this build.
struct Programs {
    var daemon: String
    var local: String
    /// Where the repository's intents are.
    var intents: String

    struct Missing: Error, CustomStringConvertible {
        var path: String
        var description: String { "\(path) is not built: run `make` first" }
    }

    static func beside(_ path: String) throws -> Programs {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let programs = Programs(
            daemon: folder + "/voicelived", local: folder + "/voicelive-local", intents: "Config/local")
        for program in [programs.daemon, programs.local] {
            guard unsafe access(program, X_OK) == 0 else { throw Missing(path: program) }
        }
        return programs
    }
}
