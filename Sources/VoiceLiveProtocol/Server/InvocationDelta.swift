/// A raw event of a hosted agent.
package struct InvocationDelta: WireObject {
    package var delta = JSONObject()
    package var extra = JSONObject()

    package init() {}

    package init(delta: JSONObject) {
        self.delta = delta
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("delta", &delta)
    }
}
