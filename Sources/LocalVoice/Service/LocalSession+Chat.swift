import VoiceLiveProtocol

// Answers of a language model. What it cannot answer, the dialogue files do.
extension LocalSession {
    /// The answer that a model is giving.
    struct OpenChat: Sendable {
        var number: Int
        /// What it answers, in case the dialogue must.
        var news: [Unread]
        /// Sentences that wait for the voice.
        var sentences: [String] = []
        var isSpeaking = false
        var isOver = false
    }

    /// Whether the model is to answer `news`. It is not for what nobody understood, nor for the dialogue's own calls.
    private func isForChat(_ news: [Unread]) -> Bool {
        news.contains { news in
            switch news {
            case .text, .heard(.words), .output(.chat, _): true
            case .heard, .output: false
            }
        }
    }

    /// Asks the model about `news`, or says that it is none of its affairs.
    mutating func askedChat(_ news: [Unread]) -> Bool {
        guard settings.asksChat, isForChat(news), let active = response else { return false }
        var messages: [ChatMessage] = [.system(PrivateText(systemText))]
        if let more = active.request.instructions { messages.append(.system(more)) }
        messages += history.messages()
        let number = nextNumber()
        response?.chat = OpenChat(number: number, news: news)
        var question = ChatRequest(messages: messages, tools: terms.mayCallTools ? functions : [])
        question.callsInParallel = terms.callsInParallel
        orders.append(.ask(number, question))
        return true
    }

    private var functions: [FunctionTool] {
        terms.tools.compactMap { if case .function(let function) = $0 { function } else { nil } }
    }

    private var systemText: String {
        let own = terms.instructions?.text ?? ""
        let manner = "Your answers are spoken. Answer in one to three short sentences of plain text, in the language "
        return (own.isEmpty ? "You are the voice of a device. " : own + "\n\n") + manner + settings.language + "."
    }

    /// Remembers for the model what the person said.
    mutating func note(_ news: Unread) {
        guard settings.asksChat else { return }
        switch news {
        case .text(let text): history.addUser(text)
        case .heard(.words(let recognition)): history.addUser(recognition.text)
        case .heard, .output: break
        }
    }

    // MARK: What the model says

    mutating func take(_ piece: ChatPiece, of number: Int) {
        guard response?.chat?.number == number else { return }
        switch piece {
        case .sentence(let text): addSentence(text.text)
        case .call(let name, let arguments):
            response?.calls.append(.init(tool: name, arguments: arguments.text, owner: .chat))
        }
    }

    private mutating func addSentence(_ sentence: String) {
        let isSpoken = response?.isSpoken == true
        if response?.message == nil {
            response?.chat?.isSpeaking = isSpoken
            return openMessage(sentence)
        }
        extendMessage(sentence)
        guard isSpoken else { return }
        response?.chat?.sentences.append(sentence)
        speakNext()
    }

    /// Speaks the next sentence if the voice is free, or ends the message when nothing more can come.
    mutating func speakNext() {
        guard let active = response, let chat = active.chat, !chat.isSpeaking else { return }
        guard let sentence = chat.sentences.first else {
            if chat.isOver { closeMessage(.completed) }
            return
        }
        let utterance = nextNumber()
        response?.chat?.sentences.removeFirst()
        response?.chat?.isSpeaking = true
        response?.message?.utterance = utterance
        response?.message?.spokenBefore = active.message?.milliseconds ?? 0
        orders.append(.speak(utterance: utterance, text: sentence, manner: active.manner, format: active.format))
    }

    mutating func chatEnded(_ number: Int) {
        guard response?.chat?.number == number else { return }
        response?.chat?.isOver = true
        if response?.message == nil { finishResponse() } else { speakNext() }
    }

    /// - Parameter reason: `nil` when it is known already.
    mutating func chatFailed(_ number: Int, _ reason: String?) {
        guard let chat = response?.chat, chat.number == number else { return }
        if let reason { warn("chat_failed", "the language model failed: \(reason)") }
        guard response?.message != nil else {
            // Nothing was said yet: the dialogue files answer as if they had been asked at once.
            response?.chat = nil
            response?.calls = []
            return answerByDialogue(chat.news)
        }
        response?.calls = []
        addSentence(settings.phrasebook.brokenOff)
        response?.chat?.isOver = true
        speakNext()
    }

    mutating func warn(_ code: String, _ message: String, param: String? = nil) {
        send(.warning(WarningReport(warning: ServiceWarning(message: message, code: code, param: param))))
    }
}
