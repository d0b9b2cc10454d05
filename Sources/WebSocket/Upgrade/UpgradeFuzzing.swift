/// A door for the fuzzer to the readers of upgrades, which nobody else outside needs.
package enum UpgradeFuzzing {
    /// Reads a head that comes in pieces, as a server and as a client.
    package static func read(_ pieces: [[UInt8]]) {
        var reader = HTTPHeadReader()
        for piece in pieces {
            guard let found = try? reader.take(piece) else { continue }
            if let request = try? UpgradeRequest(found.head) { _ = request.acceptance(subprotocol: nil, fields: []) }
            let client = ClientUpgrade(
                target: "/", host: "h", key: UpgradeKey(nonce: [1]), subprotocols: ["realtime"], fields: [])
            _ = try? client.check(found.head)
            if let status = HTTPStatusLine(found.head.startLine) {
                _ = HTTPRefusal(found.head, status: status, body: found.rest)
            }
            return
        }
    }
}
