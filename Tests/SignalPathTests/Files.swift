#if canImport(Glibc)
    import Glibc
#endif

enum FileTrouble: Error {
    case cannotOpen(String, errno: Int32)
}

func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = unsafe fopen(path, "wb") else { throw FileTrouble.cannotOpen(path, errno: errno) }
    defer { unsafe fclose(file) }
    unsafe fwrite(bytes, 1, bytes.count, file)
}

func bytes(of path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { throw FileTrouble.cannotOpen(path, errno: errno) }
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    let size = unsafe ftell(file)
    unsafe rewind(file)
    var bytes = [UInt8](repeating: 0, count: size)
    let count = unsafe fread(&bytes, 1, size, file)
    return Array(bytes.prefix(count))
}
