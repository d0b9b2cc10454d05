/// A server that helps WebRTC through firewalls.
package struct ICEServer: WireObject {
    package var urls: [String] = []
    package var username: String?
    package var credential: Secret?
    package var extra = JSONObject()

    package init() {}

    package init(urls: [String], username: String? = nil, credential: Secret? = nil) {
        self.urls = urls
        self.username = username
        self.credential = credential
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("urls", &urls)
        try fields.map("username", &username)
        try fields.map("credential", &credential)
    }
}
