import Sound

@testable import Conversation

/// Actions as a transcript tells them. What every test would repeat (alarms, phases, sound going out) is left out.
extension ConversationAction {
    var inWords: String? {
        switch self {
        case .audio(let order): order.inWords
        case .open(let number, let endpoint, _): "open \(number.value) at \(endpoint)"
        case .send(let command, _, let connection):
            command.inWords.map { connection.value == 1 ? $0 : "\($0) (\(connection.value))" }
        case .close(let number): "close \(number.value)"
        case .tool(let order): order.inWords
        case .ear(.listen(let number, let start)): "ear \(number) from \(start.samples)"
        case .ear(.rest): "ear rests"
        case .tell(let news): news.inWords
        case .finish: "finish"
        case .setTimer, .cancelTimer, .remember: nil
        }
    }
}

extension AudioAction {
    fileprivate var inWords: String? {
        switch self {
        case .startListening: "listen"
        case .stopListening: "stop listening"
        case .watch: nil
        case .enqueue(let piece):
            "play \(Duration.lasting(samples: piece.samples.count, at: piece.rate).wholeMilliseconds) of \(piece.part.item.item)"
        case .stretch(let time): "stretch \(time.wholeMilliseconds)"
        case .mark(let mark): "mark \(mark.offset.wholeMilliseconds) of \(mark.part.item.item)"
        case .finish(let part): "last of \(part.item.item)"
        case .pause: "pause"
        case .duck(let decibels): "duck \(Int(decibels))"
        case .resume: "resume"
        case .cut: "cut"
        }
    }
}

extension ServiceCommand {
    fileprivate var inWords: String? {
        switch self {
        case .append: nil
        case .commitInput: "commit"
        case .clearInput: "clear"
        case .createItem(let item): item.inWords
        case .truncate(let item, _, let milliseconds): "truncate \(item) at \(milliseconds)"
        case .deleteItem(let item): "delete \(item)"
        case .createResponse(let request): request.inWords
        case .cancelResponse(let response): "cancel \(response?.text ?? "")"
        case .change(let change): change.inWords
        case .connectAvatar(let offer): "offer \(offer.text)"
        case .clearOutput: "clear output"
        case .raw(let text): "raw \(text.text)"
        }
    }
}

extension NewItem {
    fileprivate var inWords: String {
        switch self {
        case .message(_, let speaker, let text): "write \(speaker.rawValue): \(text.text)"
        case .image(_, _, let text): "show \(text?.text ?? "")"
        case .functionOutput(let call, let output): "answer \(call): \(output.text)"
        case .approval(let approval, let approved): "\(approved ? "allow" : "forbid") \(approval)"
        }
    }
}

extension ResponseRequest {
    fileprivate var inWords: String {
        if let verbatim { return "ask for: \(verbatim.text)" }
        return extraInstructions.map { "ask under: \($0)" } ?? "ask"
    }
}

extension SessionChange {
    fileprivate var inWords: String {
        var parts: [String] = []
        if let instructions { parts.append("instructions '\(instructions)'") }
        if let turnDetection {
            parts.append(
                "turns \(turnDetection.kind.rawValue) \(turnDetection.silence.wholeMilliseconds)\(turnDetection.createsResponse ? "" : " held")"
            )
        }
        if let tools { parts.append("tools \(tools.map(\.name.text))") }
        if let voice { parts.append("voice \(voice.name)") }
        return "change " + parts.joined(separator: ", ")
    }
}

extension ToolAction {
    fileprivate var inWords: String {
        switch self {
        case .call(let call): "call \(call.number.value) \(call.name) \(call.arguments.text)"
        case .cancel(let number, let failure): "give up \(number.value) \(failure.code)"
        case .askApproval(let request, _): "may \(request.tool)?"
        }
    }
}

extension ConversationNews {
    fileprivate var inWords: String? {
        switch self {
        case .budget(.nearing(let cap)): "nearing \(cap.rawValue) cap"
        case .budget(.reached(let cap)): "reached \(cap.rawValue) cap"
        case .idleSoon: "idle soon"
        case .soundLost(let loss): "lost \(loss)"
        case .approval(let approval, let outcome): "\(approval) is \(outcome.rawValue)"
        case .refused(let refusal): "refused \(refusal)"
        case .ended(let ending): "ended \(ending)"
        default: nil
        }
    }
}

extension TranscriptLine {
    var inWords: String {
        let place = "\(place.turn).\(place.position) \(speaker.rawValue)"
        switch state {
        case .failed(let reason): return "\(place) failed: \(reason)"
        case .missing: return "\(place) missing"
        case .partial, .final: break
        }
        guard let heard else { return "\(place): \(text.text)" }
        let cut = heard.wasCutShort ? " (heard \(heard.milliseconds) ms: \(heard.text.text))" : ""
        return "\(place): \(text.text)\(cut)"
    }
}
