/// The part of the picture to keep.
package struct AvatarCrop: WireObject {
    /// x and y in pixels.
    package var topLeft: [Int] = []
    /// x and y in pixels.
    package var bottomRight: [Int] = []
    package var extra = JSONObject()

    package init() {}

    package init(topLeft: [Int], bottomRight: [Int]) {
        self.topLeft = topLeft
        self.bottomRight = bottomRight
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("top_left", &topLeft)
        try fields.map("bottom_right", &bottomRight)
    }
}
