/// What drives a face.
package struct AnimationOutput: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let viseme = AnimationOutput(rawValue: "viseme_id")
    package static let blendshapes = AnimationOutput(rawValue: "blendshapes")
}
