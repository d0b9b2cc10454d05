import Glibc

/// The file of a Unix socket.
enum SocketFile {
    static func remove(_ path: String) {
        unsafe unlink(path)
    }
}
