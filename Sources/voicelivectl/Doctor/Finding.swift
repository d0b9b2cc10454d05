import ControlProtocol

/// What one check found. Every trouble comes with what to do about it.
struct Finding: Equatable {
    enum Status: String {
        case ok, warn, fail
        /// It could not be looked at: the text says why.
        case skip
    }

    /// `area.check`, for `--only` and for programs.
    var id: String
    var status: Status
    var text: String
    var fix: String?

    static func ok(_ id: String, _ text: String) -> Finding { Finding(id: id, status: .ok, text: text) }
    static func skip(_ id: String, _ text: String) -> Finding { Finding(id: id, status: .skip, text: text) }

    static func warn(_ id: String, _ text: String, fix: String) -> Finding {
        Finding(id: id, status: .warn, text: text, fix: fix)
    }

    static func fail(_ id: String, _ text: String, fix: String) -> Finding {
        Finding(id: id, status: .fail, text: text, fix: fix)
    }

    var wire: JSONValue {
        var object = JSONObject()
        object["id"] = .string(id)
        object["status"] = .string(status.rawValue)
        object["text"] = .string(text)
        object["fix"] = fix.map { .string($0) } ?? .null
        return .object(object)
    }
}

extension [Finding] {
    /// 0 all well, 1 warnings, 2 something is broken.
    var verdict: ExitCode {
        if contains(where: { $0.status == .fail }) { return .broken }
        return contains { $0.status == .warn } ? .no : .fine
    }
}
