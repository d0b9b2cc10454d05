/// A piece of a message.
package enum ContentPart: Hashable, Sendable {
    /// Written by the user or the system.
    case inputText(TextPart)
    /// Said by the user.
    case inputAudio(InputAudioPart)
    /// Shown by the user.
    case inputImage(InputImagePart)
    /// Written by the assistant.
    case text(TextPart)
    /// Said by the assistant.
    case audio(AudioPart)
    /// A kind we do not know, kept whole.
    case unknown(JSONObject)
}

extension ContentPart {
    /// The words of the part, written or transcribed; nil where there are none.
    package var words: PrivateText? {
        switch self {
        case .inputText(let part), .text(let part): part.text
        case .inputAudio(let part): part.transcript
        case .audio(let part): part.transcript
        case .inputImage, .unknown: nil
        }
    }
}

extension ContentPart: WireValue {
    package init(json: JSONValue, in context: inout WireContext) throws(WireError) {
        let (type, members) = try TypedObject.split(json)
        switch type {
        case "input_text": self = .inputText(try TextPart(members: members, in: &context))
        case "input_audio": self = .inputAudio(try InputAudioPart(members: members, in: &context))
        case "input_image": self = .inputImage(try InputImagePart(members: members, in: &context))
        case "text", "output_text": self = .text(try TextPart(members: members, in: &context))
        case "audio", "output_audio": self = .audio(try AudioPart(members: members, in: &context))
        default: self = .unknown(json.object ?? [:])
        }
    }

    package func json(in context: inout WireContext) -> JSONValue {
        let isGA = context.dialect == .openAIGA
        return switch self {
        case .inputText(let part): .object(part.members(type: "input_text", in: &context))
        case .inputAudio(let part): .object(part.members(type: "input_audio", in: &context))
        case .inputImage(let part): .object(part.members(type: "input_image", in: &context))
        case .text(let part): .object(part.members(type: isGA ? "output_text" : "text", in: &context))
        case .audio(let part): .object(part.members(type: isGA ? "output_audio" : "audio", in: &context))
        case .unknown(let members): .object(members)
        }
    }

    package func exists(in dialect: Dialect) -> Bool {
        if case .inputImage = self { dialect.features.contains(.imageInput) } else { true }
    }
}
