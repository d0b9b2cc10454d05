/// How the avatar's picture travels.
package struct AvatarOutput: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let webRTC = AvatarOutput(rawValue: "webrtc")
    package static let webSocket = AvatarOutput(rawValue: "websocket")
}
