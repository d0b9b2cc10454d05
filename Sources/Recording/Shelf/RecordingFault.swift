/// Why a recording could not be made, found or read.
package enum RecordingFault: Error, Equatable {
    case exists(String)
    case missing(String)
    /// No room by the limits, or on the disk.
    case full(String)
    /// It cannot be read: the file and what is wrong with it.
    case damaged(String, String)
    /// A system call, with the path and the reason in words.
    case system(String, String)

    package var explanation: String {
        switch self {
        case .exists(let name): "there is a recording \"\(name)\" already"
        case .missing(let name): "there is no recording \"\(name)\""
        case .full(let why): why
        case .damaged(let path, let why): "\(path) \(why)"
        case .system(let path, let reason): "\(path): \(reason)"
        }
    }
}
