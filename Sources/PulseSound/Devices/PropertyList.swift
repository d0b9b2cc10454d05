import CPulse

/// A libpulse property list that we own.
@safe final class PropertyList {
    let handle: OpaquePointer?

    init() {
        unsafe handle = pa_proplist_new()
    }

    deinit {
        if let handle = unsafe handle { unsafe pa_proplist_free(handle) }
    }

    /// A key or value that libpulse does not take is left out: properties only describe.
    func set(_ key: String, _ value: String) {
        guard let handle = unsafe handle else { return }
        _ = unsafe pa_proplist_sets(handle, key, value)
    }
}

/// The text entries of a property list that libpulse lends, at most `limit` of them.
func properties(in list: OpaquePointer?, limit: Int = 128) -> [String: String] {
    guard let list = unsafe list else { return [:] }
    var found: [String: String] = [:]
    var state: UnsafeMutableRawPointer?
    while found.count < limit, let key = unsafe pa_proplist_iterate(list, &state) {
        // Binary entries have no text and are left out.
        guard let value = unsafe pa_proplist_gets(list, key) else { continue }
        unsafe found[String(cString: key)] = String(cString: value)
    }
    return found
}
