/// A policy module of PulseAudio that lowers or silences streams of some roles while streams of others play.
///
/// Read from the arguments that it was loaded with, as pactl and a server's script show them.
package struct RolePolicy: Sendable, Equatable {
    /// Roles between two slashes belong together.
    private struct Group: Sendable, Equatable {
        var triggers: [Substring]
        var targets: [Substring]
    }

    private let module: String
    private let groups: [Group]

    /// What PulseAudio calls a stream without a role, and all that are not triggers themselves.
    private static let none = "no_role"
    private static let any = "any_role"
    private static let targets = ["module-role-ducking": "ducking_roles", "module-role-cork": "cork_roles"]

    /// `nil` for any other module.
    package init?(module: String, arguments: String) {
        guard let key = Self.targets[module] else { return nil }
        self.module = module
        var values: [Substring: Substring] = [:]
        for word in arguments.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            values[parts[0]] = parts[1].filter { $0 != "\"" && $0 != "'" }[...]
        }
        let triggers = (values["trigger_roles"] ?? "phone").split(separator: "/", omittingEmptySubsequences: false)
        let targets = (values[key[...]] ?? "music,video").split(separator: "/", omittingEmptySubsequences: false)
        groups = zip(triggers, targets).map {
            Group(triggers: $0.split(separator: ","), targets: $1.split(separator: ","))
        }
    }

    /// What happens to a stream of this role, empty for none, in words; `nil` when it is left alone.
    package func effect(on role: String) -> String? {
        let role = role.isEmpty ? Self.none : role
        let triggers = groups.filter { group in
            group.targets.contains(role[...])
                || group.targets.contains(Self.any[...]) && !group.triggers.contains(role[...])
        }.flatMap(\.triggers)
        guard !triggers.isEmpty else { return nil }
        let verb = module == "module-role-cork" ? "silences" : "lowers"
        let ours = role == Self.none ? "without a role" : "of the role \(role)"
        return "\(module) \(verb) our stream \(ours) while one of \(triggers.joined(separator: ", ")) plays"
    }
}
