/// Chooses a microphone or loudspeaker.
package enum AudioSelect: Method {
    package static let facts = MethodFacts(
        "audio.select", role: .admin, lane: .async, servedBy: .daemon,
        about: "Chooses a microphone or loudspeaker.",
        errors: [.noDevice, .serverDown])

    package struct Params: WireRecord, Equatable {
        /// Which of the two.
        package var direction: AudioDirection
        /// Its name, or auto.
        package var device: String

        package init(direction: AudioDirection, device: String) {
            self.direction = direction
            self.device = device
        }

        package static let record = Record(
            Params.init,
            Field("direction", \.direction, "Which of the two."),
            Field("device", \.device, "Its name, or auto.", in: 1...256))
    }

    package struct Result: WireRecord, Equatable {
        /// The device now in use.
        package var device: String

        package init(device: String) {
            self.device = device
        }

        package static let record = Record(
            Result.init,
            Field("device", \.device, "The device now in use."))
    }

    package static let example = Example(Params(direction: .input, device: "auto"), Result(device: "alsa_input.usb"))
}
