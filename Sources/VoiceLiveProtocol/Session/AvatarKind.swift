/// What the avatar is made from.
package struct AvatarKind: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let video = AvatarKind(rawValue: "video-avatar")
    package static let photo = AvatarKind(rawValue: "photo-avatar")
}
