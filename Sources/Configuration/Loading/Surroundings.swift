/// What the machine has. Each answer is nil where it cannot be known.
package protocol Surroundings: Sendable {
    func hasGroup(_ name: String) -> Bool?
    func hasCredential(_ name: String) -> Bool?
    func hasFile(_ path: String) -> Bool?
}

/// Knows nothing: for checks away from the machine.
package struct UnknownSurroundings: Surroundings {
    package init() {}

    package func hasGroup(_ name: String) -> Bool? { nil }
    package func hasCredential(_ name: String) -> Bool? { nil }
    package func hasFile(_ path: String) -> Bool? { nil }
}
