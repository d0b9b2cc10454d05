/// A picture the user shows.
package struct InputImagePart: WireObject {
    /// A data URI.
    package var url = PrivateText("")
    /// `auto`, `low` or `high`.
    package var detail: String?
    package var extra = JSONObject()

    package init() {}

    package init(url: PrivateText, detail: String? = nil) {
        self.url = url
        self.detail = detail
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        // The field was called `url` when pictures were new.
        if case .voiceLive(let version) = fields.dialect, fields.isWriting ? version < .v2026June : fields.has("url") {
            try fields.map("url", &url)
        } else {
            try fields.map("image_url", &url)
        }
        try fields.map("detail", &detail)
    }
}
