/// A way for the assistant to express itself.
package struct Modality: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let text = Modality(rawValue: "text")
    package static let audio = Modality(rawValue: "audio")
    package static let animation = Modality(rawValue: "animation")
    package static let avatar = Modality(rawValue: "avatar")
}

extension Modality {
    package func exists(in dialect: Dialect) -> Bool {
        dialect.isVoiceLive || self == .text || self == .audio
    }
}
