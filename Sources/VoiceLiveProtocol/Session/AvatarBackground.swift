/// What is behind the avatar: a colour or a picture, not both.
package struct AvatarBackground: WireObject {
    /// `#RRGGBBAA`.
    package var color: String?
    package var imageURL: String?
    package var extra = JSONObject()

    package init() {}

    package init(color: String? = nil, imageURL: String? = nil) {
        self.color = color
        self.imageURL = imageURL
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("color", &color)
        try fields.map("image_url", &imageURL)
    }
}
