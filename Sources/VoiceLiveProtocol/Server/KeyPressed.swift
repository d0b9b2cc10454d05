/// A caller pressed a key of the telephone.
package struct KeyPressed: WireObject {
    package var key: String = ""
    /// Seconds since 1970.
    package var receivedAt: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(key: String, receivedAt: Int) {
        self.key = key
        self.receivedAt = receivedAt
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("event", &key)
        try fields.map("received_at", &receivedAt)
    }
}
