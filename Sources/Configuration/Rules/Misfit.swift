/// Why a value does not fit its key.
struct Misfit: Sendable, Equatable {
    enum Code: String, Sendable {
        case type, range, choice, format, unknownKey = "unknown_key", missing, duplicate, secret
        case tooLong = "too_long"
    }

    let code: Code
    let message: String
    let place: Place
    var hint: String?
    /// Names of tables and keys below the key that is decoded.
    var below: [String] = []
}

/// Everything that does not fit; decoding goes on after the first.
struct Misfits: Sendable {
    private(set) var all: [Misfit] = []

    mutating func add(_ code: Misfit.Code, _ message: String, at node: TomlNode, hint: String? = nil) {
        all.append(Misfit(code: code, message: message, place: node.place, hint: hint))
    }

    mutating func add(_ misfit: Misfit) {
        all.append(misfit)
    }

    /// Collects from a part of the value, whose name goes in front of the path.
    mutating func inside(_ name: String, _ body: (inout Misfits) -> Void) {
        var inner = Misfits()
        body(&inner)
        for var misfit in inner.all {
            misfit.below.insert(name, at: 0)
            all.append(misfit)
        }
    }
}
