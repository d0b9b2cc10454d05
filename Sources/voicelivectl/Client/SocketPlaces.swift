/// Where the daemon may listen, in the order it is looked for.
struct SocketPlaces {
    let paths: [String]

    /// `chosen` is what `--socket` said.
    init(chosen: String?, environment: (String) -> String?) {
        // A variable that is set to nothing says nothing.
        func said(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let only = chosen ?? said("VOICELIVED_SOCKET") {
            paths = [only]
        } else {
            let user = said("XDG_RUNTIME_DIR").map { [$0 + "/voicelived/control.sock"] } ?? []
            paths = user + ["/run/voicelived/control.sock"]
        }
    }
}
