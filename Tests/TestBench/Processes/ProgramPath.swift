#if canImport(Glibc)
    import Glibc
#endif

/// Finds programs as a shell would, without one.
enum ProgramPath {
    static func find(_ program: String) throws(ChildProcessError) -> String {
        if program.contains("/") { return program }
        for folder in searchPath.split(separator: ":") {
            let candidate = folder + "/" + program
            if unsafe access(String(candidate), X_OK) == 0 { return String(candidate) }
        }
        throw .notFound(program)
    }

    static var searchPath: String {
        unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    }

    /// What every child gets: enough to run, nothing that leads it to the tester's own servers.
    static var cleanEnvironment: [String: String] {
        var result = ["PATH": searchPath, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
        for name in ["TSAN_OPTIONS", "ASAN_OPTIONS", "RTSAN_OPTIONS", "LD_LIBRARY_PATH", "TMPDIR"] {
            if let value = unsafe getenv(name) { result[name] = unsafe String(cString: value) }
        }
        return result
    }
}
