import Glibc

/// What errno says, in words.
enum SystemError {
    static func text(_ code: Int32 = errno) -> String {
        guard let words = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: words)
    }
}
