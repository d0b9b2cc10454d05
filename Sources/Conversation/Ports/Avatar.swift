/// How an avatar reaches its screen.
package enum AvatarWay: Equatable, Sendable {
    /// By WebRTC, once the screen has offered: sound and picture pass us by.
    case peer
    /// Over the session's own line.
    case line
}

/// A server that helps WebRTC through firewalls.
package struct AvatarRelay: Equatable, Sendable {
    package let urls: [String]
    package let username: PrivateText?
    package let credential: PrivateText?

    package init(urls: [String], username: PrivateText?, credential: PrivateText?) {
        self.urls = urls
        self.username = username
        self.credential = credential
    }
}
