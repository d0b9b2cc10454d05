import CLinux
import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// Runs real-time code inside `realTimeSection`, in a program linked with RealtimeSanitizer: the first allocation,
/// lock or system call in there ends it with code 43. `Tools/realtime-sanitizer` builds and runs it.
///
/// Without argument every proof must pass: exit 0. With `violate` a planted array must end it: if not, the sanitizer
/// sees nothing, and the proofs are worth nothing.
@main enum RealTimeProof {
    static func main() {
        guard vl_realtime_sanitizer_present() == 1 else {
            print("RealTimeProof: built without RealtimeSanitizer; run Tools/realtime-sanitizer")
            exit(2)
        }
        if CommandLine.arguments.dropFirst().first == "violate" {
            violate()
            print("RealTimeProof: the planted allocation was not caught")
            exit(1)
        }
        for proof in proofs() {
            // Once outside, for what only a first run may do: metadata, caches.
            proof.step()
            for _ in 0..<Proof.steps { realTimeSection { proof.step() } }
            print("RealTimeProof: \(proof.name): \(Proof.steps) steps")
        }
    }

    private static func violate() {
        let sizes = CommandLine.arguments.count
        let sum = realTimeSection { [Int](repeating: 1, count: sizes * 100).reduce(0, +) }
        print("RealTimeProof: \(sum)")
    }
}
