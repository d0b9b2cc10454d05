/// An event that says all by its type.
package struct NoFields: WireObject {
    package var extra = JSONObject()

    package init() {}

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {}
}
