import ControlProtocol

/// Every command, in the order of the help page.
enum CommandTable {
    static let groups: [(title: String, commands: [Command])] = [
        ("See", [status, health, metrics, events, log, clients, doctor, bundle, version]),
        (
            "Talk",
            [
                sessionStart, sessionStop, sessionStatus, sessionList, sessionSay, sessionPlay, sessionImage,
                sessionPushToTalk, sessionInterrupt, sessionApprove, sessionDeny, monitor,
            ]
        ),
        ("Network", [linkKick]),
        ("Audio", [devices, select, mute, unmute, volume, meter, tap, audioTest]),
        (
            "Configure",
            [
                configCheck, configShow, configCat, configDiff, configExplain, configSchema, configSet, configUnset,
                reload, profileList, profileUse, credentialSet, credentialCheck, credentialRemove,
            ]
        ),
        ("Tune", [dspGet, dspSet, dspUnset, dspKeep, dspReplay, dspCompare, dspProcess]),
        ("Record", [recordStart, recordStop, recordList, recordDelete]),
        ("Maintain", [maintenance]),
        ("Protocol", [call, schema, completion, manual]),
    ]

    static let all = groups.flatMap(\.commands)

    /// The command that the words begin with, leaving out options before it, and the rest. No command without words.
    static func find(_ words: [String]) throws(Failure) -> (Command?, [String]) {
        var rest = words
        var options: [String] = []
        while let first = rest.first, first.hasPrefix("-") {
            options.append(rest.removeFirst())
            if Arguments.commonValues.contains(where: { first == "--" + $0 }), !rest.isEmpty {
                options.append(rest.removeFirst())
            }
        }
        guard let first = rest.first else { return (nil, words) }
        if first == "help" { return (nil, options) }
        let two = rest.prefix(2).joined(separator: " ")
        if let command = all.first(where: { $0.name == two }) { return (command, options + rest.dropFirst(2)) }
        if let command = all.first(where: { $0.name == first }) { return (command, options + rest.dropFirst()) }
        throw unknown(first, two)
    }

    private static func unknown(_ first: String, _ two: String) -> Failure {
        let names = all.map(\.name)
        let group = names.filter { $0.hasPrefix(first + " ") }
        if !group.isEmpty {
            return .usage(
                "\(first) needs one of: " + group.map { String($0.dropFirst(first.count + 1)) }.joined(separator: ", "))
        }
        // Who says "start" or "test" means a command that ends so.
        let endings = names.filter { $0.hasSuffix(" " + first) }
        guard endings.isEmpty else {
            let choices = endings.map { "\"\($0)\"" }.joined(separator: " or ")
            return .usage("unknown command \"\(visible(first))\"", hint: "did you mean \(choices)?")
        }
        let near =
            nearest(to: two, among: names) ?? nearest(to: first, among: names)
            ?? nearest(to: first, among: Array(Set(names.map { String($0.prefix { $0 != " " }) })).sorted())
        return .usage(
            "unknown command \"\(visible(first))\"",
            hint: near.map { "did you mean \"\($0)\"?" } ?? "voicelivectl help lists the commands")
    }
}
