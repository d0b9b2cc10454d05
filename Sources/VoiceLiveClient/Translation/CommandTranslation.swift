import Conversation
import VoiceLiveProtocol

/// Says a conversation's command in the service's words. Pure; microphone sound goes another way (`UplinkEncoder`).
struct CommandTranslation {
    let endpoint: EndpointSettings

    func event(for command: ServiceCommand) -> ClientEvent? {
        switch command {
        case .append: nil
        case .commitInput: .audioCommit(NoFields())
        case .clearInput: .audioClear(NoFields())
        case .createItem(let item): .itemCreate(ItemCreate(item: self.item(item)))
        case .truncate(let item, let content, let heard):
            .itemTruncate(ItemTruncate(itemID: item.text, contentIndex: content, audioEndMilliseconds: heard))
        case .deleteItem(let item): .itemDelete(ItemReference(itemID: item.text))
        case .createResponse(let request): .responseCreate(response(request))
        case .cancelResponse(let response): .responseCancel(ResponseCancel(responseID: response?.text))
        case .change(let change):
            .sessionUpdate(SessionUpdate(session: SessionTranslation(endpoint: endpoint).session(for: change)))
        case .connectAvatar(let offer):
            .avatarConnect(AvatarConnect(clientSDP: SessionDescription.envelope(of: offer, type: "offer")))
        case .clearOutput: .outputAudioClear(NoFields())
        case .raw(let text): raw(text)
        }
    }

    private func item(_ item: NewItem) -> Item {
        switch item {
        case .message(let id, let speaker, let text): message(id.text, speaker, WireText(text.text))
        case .image(let id, let uri, let text):
            .message(
                MessageItem(
                    id: id.text, role: .user,
                    content: (text.map { [.inputText(TextPart(text: WireText($0.text)))] } ?? [])
                        + [.inputImage(InputImagePart(url: WireText(uri.text)))]))
        case .functionOutput(let call, let output):
            .functionCallOutput(FunctionCallOutput(callID: call.text, output: WireText(output.text)))
        case .approval(let approval, let isApproved):
            .mcpApprovalResponse(MCPApprovalResponse(approvalRequestID: approval.text, approve: isApproved))
        }
    }

    private func message(_ id: String, _ speaker: Speaker, _ text: WireText) -> Item {
        switch speaker {
        case .person: .user(text, id: id)
        case .assistant: .assistant(text, id: id)
        case .system: .system(text, id: id)
        }
    }

    private func response(_ wish: DomainResponseRequest) -> ResponseCreate {
        var request = WireResponseRequest()
        var extra = wish.extraInstructions
        if wish.textOnly { request.modalities = [.text] }
        if let verbatim = wish.verbatim {
            if endpoint.features.contains(.preGeneratedMessage) {
                request.preGeneratedAssistantMessage = .assistant(WireText(verbatim.text))
            } else {
                request.instructions = WireText("Say exactly this and nothing else: " + verbatim.text)
            }
        }
        if let text = extra, !endpoint.features.contains(.additionalInstructions) {
            request.instructions = WireText(
                [request.instructions?.text, text].compactMap { $0 }.joined(separator: "\n"))
            extra = nil
        }
        let isEmpty = request == WireResponseRequest()
        return ResponseCreate(response: isEmpty ? nil : request, additionalInstructions: extra.map { WireText($0) })
    }

    /// `nil` when it is no event at all: the control side has checked that it is JSON.
    private func raw(_ text: DomainText) -> ClientEvent? {
        (try? ClientMessage(parsing: Array(text.text.utf8), in: endpoint.dialect))?.event
    }
}
