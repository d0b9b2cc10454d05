/// Pixels across and down.
package struct Resolution: WireObject {
    package var width: Int = 0
    package var height: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("width", &width)
        try fields.map("height", &height)
    }
}
