extension Health {
    /// Writes every change into the log, until cancelled: one entry when a trouble shows, one when it is over.
    package func write(to log: Log) async {
        for await change in changes() {
            switch change {
            case .appeared(let entry):
                let detail = entry.detail.isEmpty ? "" : " (\(entry.detail))"
                log(
                    .healthRaised, "\(entry.warning.title)\(detail): \(entry.warning.hint)",
                    .error(entry.warning.code))
            case .disappeared(let warning):
                log(.healthCleared, "over: \(warning.title)", .error(warning.code))
            case .detailChanged: break
            }
        }
    }
}
