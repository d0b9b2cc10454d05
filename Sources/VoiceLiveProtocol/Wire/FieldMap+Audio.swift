extension FieldMap {
    /// Bytes that travel as base64 text.
    package mutating func map(base64 key: WireKey, _ bytes: inout [UInt8]) throws(WireError) {
        var text = isWriting ? Base64.text(of: bytes) : ""
        try map(key, &text)
        if isWriting { return }
        guard let decoded = Base64.bytes(of: text) else { throw .unreadable("not base64").inside(key.voiceLive) }
        bytes = decoded
    }

    /// Bytes that travel as base64 text and may be missing.
    package mutating func map(base64 key: WireKey, _ bytes: inout [UInt8]?) throws(WireError) {
        if isWriting {
            guard var given = bytes else { return }
            try map(base64: key, &given)
        } else {
            var text: String?
            try map(key, &text)
            guard let text else { return }
            guard let decoded = Base64.bytes(of: text) else { throw .unreadable("not base64").inside(key.voiceLive) }
            bytes = decoded
        }
    }
}
