import Configuration
import ControlProtocol
import Glibc
import VoiceLiveClient
import WebSocket

extension CommandTable {
    static let credentialSet = Command(
        name: "credential set", arguments: "[NAME] [--plain]",
        about: "Stores a key for systemd to hand to the daemon. The key is read from the terminal or standard input.",
        flags: ["plain"]
    ) { (session) throws(Failure) in
        let name = try CredentialStore.name(session.arguments)
        let key = try CredentialInput.read(session.terminal, name)
        let path = try CredentialStore.store(key, as: name, isPlain: session.arguments.has("plain"))
        session.show(["path": .string(path)]) { _ in [] }
        session.terminal.talk(
            "stored in \(path); now: " + CredentialStore.nextStep(name, isPlain: session.arguments.has("plain")))
    }

    static let credentialCheck = Command(
        name: "credential check", arguments: "[NAME]",
        about: "Whether a key is stored and can be read; never prints it."
    ) { (session) throws(Failure) in
        let finding = CredentialStore.finding(try CredentialStore.name(session.arguments))
        session.show(finding.wire) { _ in ["\(finding.status.rawValue): \(visible(finding.text))"] }
        if let fix = finding.fix { session.terminal.talk("  → \(visible(fix))") }
        if finding.status == .fail || finding.status == .warn { throw .silent(.no) }
    }
}

extension CommandTable {
    static let credentialRemove = Command(
        name: "credential remove", arguments: "[NAME]",
        about: "Removes a stored key, encrypted or not. A daemon that runs keeps what it has read."
    ) { (session) throws(Failure) in
        let name = try CredentialStore.name(session.arguments)
        let removed = try CredentialStore.remove(name)
        session.show(["removed": .array(removed.map { .string($0) })]) { _ in removed.map { visible($0) } }
        session.terminal.talk("removed; the daemon forgets it with: systemctl restart voicelived")
    }
}

/// The places from which systemd takes credentials.
enum CredentialStore {
    static let usual = "voicelived.api_key"
    private static let encrypted = "/etc/credstore.encrypted"
    private static let plain = "/etc/credstore"

    /// Names that the unit hands to the daemon as it is.
    private static let known = [usual, "voicelived.proxy"]

    /// A unit loads what it names, and nothing else.
    static func nextStep(_ name: String, isPlain: Bool) -> String {
        guard !known.contains(name) else { return "systemctl restart voicelived" }
        let line = isPlain ? "LoadCredential=\(name).plain" : "LoadCredentialEncrypted=\(name)"
        return "systemctl edit voicelived, there [Service] and \(line); then systemctl restart voicelived"
    }

    static func name(_ arguments: Arguments) throws(Failure) -> String {
        let name = arguments.words.first ?? usual
        let isName = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-".utf8.contains(byte)
        }
        guard isName, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 128 else {
            throw .usage("a credential's name is letters, digits, '.', '_' and '-'", hint: "usual is \(usual)")
        }
        return name
    }

    /// The path it was stored under.
    static func store(_ key: [UInt8], as name: String, isPlain: Bool) throws(Failure) -> String {
        guard getuid() == 0 else {
            throw Failure(
                .permission, "only root can store a credential for the system's daemon",
                hint: "sudo voicelivectl credential set; a user's own daemon takes credential_file instead")
        }
        guard !isPlain else { return try write(key, to: plain + "/\(name).plain", in: plain) }
        let sealed = OtherProgram.run(
            ["systemd-creds", "encrypt", "--name=" + name, "-", "-"], input: key, isQuiet: false)
        guard sealed.status == 0, !sealed.output.isEmpty else {
            throw Failure(
                .software, "systemd-creds could not encrypt the key (exit \(sealed.status))",
                hint: "store it unencrypted, readable by root alone, with --plain")
        }
        return try write(Array(sealed.output.utf8), to: encrypted + "/" + name, in: encrypted)
    }

    /// Written beside and renamed, so that a power cut leaves the old or the new one.
    private static func write(_ bytes: [UInt8], to path: String, in folder: String) throws(Failure) -> String {
        let failure = { (call: String) in Failure(.io, "\(path): \(call): \(unsafe String(cString: strerror(errno)))") }
        if unsafe mkdir(folder, 0o700) != 0 && errno != EEXIST { throw failure("mkdir") }
        let draft = path + ".new"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("open") }
        let isWhole =
            unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isSafe = fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
        close(descriptor)
        guard isWhole, isSafe, unsafe rename(draft, path) == 0 else {
            let error = failure("write")
            _ = unsafe unlink(draft)
            throw error
        }
        return path
    }

    /// The paths that are gone now.
    static func remove(_ name: String) throws(Failure) -> [String] {
        guard getuid() == 0 else {
            throw Failure(
                .permission, "only root can remove a credential of the system's daemon",
                hint: "sudo voicelivectl credential remove" + (name == usual ? "" : " " + name))
        }
        var removed: [String] = []
        for path in places(name) {
            if unsafe unlink(path) == 0 {
                removed.append(path)
            } else if errno != ENOENT && errno != ENOTDIR {
                throw Failure(
                    .io, "\(path) cannot be removed: \(unsafe String(cString: strerror(errno)))",
                    hint: "is the file system read-only?")
            }
        }
        guard !removed.isEmpty else {
            throw Failure(
                .data, "no key \"\(name)\" is stored: there is neither " + places(name).joined(separator: " nor "),
                hint: "voicelivectl doctor lists the keys that the configuration wants")
        }
        return removed
    }

    private static func places(_ name: String) -> [String] { ["\(encrypted)/\(name)", "\(plain)/\(name).plain"] }

    // MARK: Looking

    /// False as well for whoever may not look.
    static func isStored(_ name: String) -> Bool {
        places(name).contains { (path: String) in unsafe access(path, F_OK) == 0 }
    }

    /// From where a program can have it; `nil` when it is not stored, or whoever asks is not root.
    static func source(_ name: String, _ kind: CredentialKind) -> CredentialSource? {
        guard getuid() == 0 else { return nil }
        let (sealed, open) = ("\(encrypted)/\(name)", "\(plain)/\(name).plain")
        if unsafe access(sealed, R_OK) == 0 { return .command(unsealing(name, sealed), kind) }
        return unsafe access(open, R_OK) == 0 ? .file(path: open, kind) : nil
    }

    /// Its first line, where `source` knows it.
    static func readable(_ name: String) -> SecretString? {
        let text: String
        switch source(name, .bearer) {
        case .command(let words, _): text = OtherProgram.run(words).output
        case .file(let path, _): text = String(decoding: (try? readWhole(path, largest: 16_384)) ?? [], as: UTF8.self)
        case .key, .some(.none), nil: return nil
        }
        let line = text.prefix { !$0.isNewline }
        return line.isEmpty ? nil : SecretString(String(line))
    }

    private static func unsealing(_ name: String, _ path: String) -> [String] {
        ["systemd-creds", "decrypt", "--name=" + name, path, "-"]
    }

    static func finding(_ name: String) -> Finding {
        let id = "credential." + name
        let fix = "voicelivectl credential set" + (name == usual ? "" : " " + name)
        for (path, isEncrypted) in [("\(encrypted)/\(name)", true), ("\(plain)/\(name).plain", false)] {
            var status = stat()
            if unsafe stat(path, &status) == 0 {
                return finding(id, name, path, status, isEncrypted: isEncrypted, fix: fix)
            }
            if errno == EACCES { return .skip(id, "you may not look into \(path); run this as root") }
        }
        return .fail(id, "no key \"\(name)\" is stored", fix: fix)
    }

    private static func finding(
        _ id: String, _ name: String, _ path: String, _ status: stat, isEncrypted: Bool, fix: String
    ) -> Finding {
        if status.st_mode & 0o077 != 0 || status.st_uid != 0 {
            return .fail(id, "\(path) can be read by others than root", fix: "chown root: \(path); chmod 600 \(path)")
        }
        let age = age(days: (time(nil) - status.st_mtim.tv_sec) / 86_400)
        guard isEncrypted else {
            return .warn(id, "\(path) is stored unencrypted, \(age)", fix: "\(fix), then remove that file")
        }
        guard getuid() == 0 else { return .skip(id, "\(path) is there, \(age); only root can try to read it") }
        let opened = OtherProgram.run(unsealing(name, path))
        if opened.status != 0 {
            return .fail(id, "\(path) is damaged, or was made on another machine or for another name", fix: fix)
        }
        return opened.output.isEmpty
            ? .fail(id, "\(path) is empty", fix: fix) : .ok(id, "stored, encrypted, readable, \(age)")
    }

    /// By the file; a clock that was not set then, or is not now, says nothing.
    static func age(days: Int) -> String {
        switch days {
        case ..<0: "of unknown age"
        case 0: "stored today"
        case 1: "a day old"
        default: "\(days) days old"
        }
    }
}
