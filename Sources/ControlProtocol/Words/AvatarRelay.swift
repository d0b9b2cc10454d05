/// A server that helps WebRTC through firewalls.
package struct AvatarRelay: WireRecord, Equatable {
    /// Where it is.
    package var urls: [String]
    /// Who the screen is to it.
    package var username: HiddenText?
    /// Its password.
    package var credential: HiddenText?

    package init(urls: [String], username: HiddenText? = nil, credential: HiddenText? = nil) {
        self.urls = urls
        self.username = username
        self.credential = credential
    }

    package static let record = Record(
        AvatarRelay.init,
        Field("urls", \.urls, "Where it is."),
        Field("username", \.username, "Who the screen is to it."),
        Field("credential", \.credential, "Its password."))
}
