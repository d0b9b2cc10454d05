/// Where the daemon may listen, in the order it is looked for.
struct SocketPlaces {
    let paths: [String]

    /// `chosen` is what `--socket` said.
    init(chosen: String?, environment: (String) -> String?) {
        if let only = chosen ?? environment("VOICELIVED_SOCKET") {
            paths = [only]
        } else {
            let user = environment("XDG_RUNTIME_DIR").map { [$0 + "/voicelived/control.sock"] } ?? []
            paths = user + ["/run/voicelived/control.sock"]
        }
    }
}
