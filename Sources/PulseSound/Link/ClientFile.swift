import CLinux

#if canImport(Glibc)
    import Glibc
#endif

/// libpulse's client file, as this process has it read.
///
/// Sound of ours that lies in memory shared with PulseAudio can be in use there when we hang up. PulseAudio 16 then
/// copies it in one thread while another reads it, and now and then dies of that: once in a hundred disconnects while
/// somebody records the loudspeaker. Sent over the socket it is PulseAudio's own, and each block costs a wake-up less,
/// as no block has to be given back. libpulse takes this wish from a file only.
package enum ClientFile {
    private static let variable = "PULSE_CLIENTCONFIG"
    private static let ours = "/proc/self/fd/"

    /// Has libpulse read a file of ours: no shared memory, and then what the admin's files say, also of that. To be called
    /// before there are threads.
    ///
    /// A file that the admin names by `PULSE_CLIENTCONFIG` stays as it is. One that comes later is read after a restart.
    package static func forgoSharedMemory() {
        guard said(variable)?.hasPrefix(ours) ?? true else { return }
        unsafe unsetenv(variable)
        let text = text(including: adminsFiles())
        let file = unsafe vl_memfd("client.conf", 0)
        guard file >= 0 else { return }
        var bytes = Array(text.utf8)
        guard unsafe write(file, &bytes, bytes.count) == bytes.count else { return _ = close(file) }
        // Stays open as long as the process: libpulse reads it anew for each connection.
        unsafe setenv(variable, ours + "\(file)", 1)
    }

    static func text(including files: [String]) -> String {
        // First: libpulse reads no further than a file that is gone by then.
        "enable-shm = no\n" + files.map { ".include \($0)\n" }.joined()
    }

    /// What libpulse would read by itself, in its order: the user's file or else the system's, and what lies beside it.
    static func adminsFiles(
        home: [String] = homes(), system: String = "/etc/pulse"
    ) -> [String] {
        let folders = home.prefix(1) + [system]
        guard let folder = folders.first(where: { isReadable($0 + "/client.conf") }) else { return [] }
        return [folder + "/client.conf"] + paths(folder + "/client.conf.d/*.conf").filter(isReadable)
    }

    /// Where the user's file would be, the place that counts first.
    static func homes(_ said: (String) -> String? = { said($0) }) -> [String] {
        [
            said("PULSE_CONFIG_PATH"), said("XDG_CONFIG_HOME").map { $0 + "/pulse" },
            said("HOME").map { $0 + "/.config/pulse" },
        ].compactMap(\.self)
    }

    private static func said(_ name: String) -> String? {
        guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
        return unsafe String(cString: text)
    }

    private static func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

    /// In alphabetical order.
    private static func paths(_ pattern: String) -> [String] {
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
        return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
            unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }
}
