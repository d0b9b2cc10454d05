import VoiceLiveProtocol

/// One avatar of each kind.
enum AvatarSamples {
    static let video = Avatar(
        character: "lisa", customized: false, style: "casual", type: .video,
        iceServers: [ICEServer(urls: ["turn:example.org"], username: "u", credential: "p")],
        video: AvatarVideo(
            bitrate: 2_000_000, codec: "h264", crop: AvatarCrop(topLeft: [0, 0], bottomRight: [640, 480]),
            resolution: Resolution(width: 640, height: 480), background: AvatarBackground(color: "#00FF00FF"),
            gopSize: 10),
        outputProtocol: .webSocket, outputAuditAudio: true)

    static let photo = Avatar(
        character: "anna", customized: true, type: .photo, model: "vasa-1",
        scene: AvatarScene(
            zoom: 1.5, positionX: 0.25, positionY: -0.25, rotationX: 0.5, rotationY: 0.5, rotationZ: 0.5,
            amplitude: 0.75))
}
