import CTestBench

#if canImport(Glibc)
    import Glibc
#endif

/// The two sides of a child's standard streams while it is being started.
struct ProcessStreams {
    private(set) var ownInput: Int32 = -1
    private(set) var reader: ProcessOutput?
    private var childInput: Int32 = -1
    private var childOutput: Int32 = -1
    private var childError: Int32 = -1
    private var readEnds: [Int32] = []

    /// `nil` with errno when the process has no descriptor left or a file cannot be opened.
    init?(output: ChildProcess.Output, keepsInput: Bool) {
        guard openInput(keeps: keepsInput), openOutput(output) else {
            closeChildEnds()
            closeOwnEnds()
            return nil
        }
    }

    private mutating func openInput(keeps: Bool) -> Bool {
        guard keeps else {
            childInput = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
            return childInput >= 0
        }
        // A socket and not a pipe: writing to a dead child is then an error and not a signal.
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return false }
        (ownInput, childInput) = (ends[0], ends[1])
        return true
    }

    private mutating func openOutput(_ output: ChildProcess.Output) -> Bool {
        switch output {
        case .memory(let limit): return openPipes(limit: limit)
        case .file(let path): childOutput = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        case .none: childOutput = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        }
        childError = childOutput
        return childOutput >= 0
    }

    private mutating func openPipes(limit: Int) -> Bool {
        guard let first = Self.makePipe() else { return false }
        readEnds.append(first.read)
        childOutput = first.write
        guard let second = Self.makePipe() else { return false }
        readEnds.append(second.read)
        childError = second.write
        reader = ProcessOutput(streams: readEnds, limit: limit)
        return reader != nil
    }

    private static func makePipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// The child's pid, or a negative errno.
    func spawn(_ path: String, _ arguments: [String], environment: [String: String], folder: String?) -> Int32 {
        let merged = ProgramPath.cleanEnvironment.merging(environment) { _, new in new }
        let argumentTexts = CStringList(arguments)
        let environmentTexts = CStringList(merged.map { $0.key + "=" + $0.value })
        return unsafe path.withCString { path in
            unsafe Self.withOptionalCString(folder) { folder in
                var request = unsafe vl_spawn_request(
                    path: path, arguments: argumentTexts.pointer, environment: environmentTexts.pointer,
                    folder: folder, input: childInput, output: childOutput, error: childError)
                return unsafe vl_spawn(&request)
            }
        }
    }

    private static func withOptionalCString<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return unsafe text.withCString(body)
    }

    func closeChildEnds() {
        if childInput >= 0 { close(childInput) }
        if childOutput >= 0 { close(childOutput) }
        if childError >= 0, childError != childOutput { close(childError) }
    }

    func closeOwnEnds() {
        if ownInput >= 0 { close(ownInput) }
        for end in readEnds { close(end) }
    }
}

/// A null-terminated list of C strings, as `execve` takes it.
@safe private final class CStringList {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe pointer = .allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { unsafe (pointer + index).initialize(to: strdup(text)) }
        unsafe (pointer + texts.count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(pointer[index]) }
        unsafe pointer.deallocate()
    }
}
