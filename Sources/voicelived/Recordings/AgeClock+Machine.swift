import Diagnostics
import Glibc
import Recording

extension AgeClock.Reading {
    /// The machine's clocks now.
    static var present: Self {
        Self(
            wall: Int(BootTime.wallClock().inSeconds), isTrusted: WallTime.isTrusted, boot: bootName,
            uptime: Int(BootTime.now().inSeconds))
    }

    /// The unit says it, since there is no /proc/sys in its sandbox; by hand the kernel does.
    private static let bootName: String? = {
        if let told = unsafe getenv("VOICELIVED_BOOT") { return name(unsafe String(cString: told)) }
        let descriptor = unsafe open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        return name(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }()

    /// Both write the same number, one of them with hyphens.
    private static func name(_ text: String) -> String? {
        let digits = text.filter(\.isHexDigit).lowercased()
        return digits.count == 32 ? digits : nil
    }
}
