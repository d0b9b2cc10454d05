import VoiceLiveProtocol

// Items of the conversation.
extension LocalSession {
    private static let longestText = 32_768

    /// Adds a finished item and tells of it.
    mutating func place(_ item: Item, spokenMilliseconds: Int? = nil, at index: Int? = nil) {
        guard let id = item.id else { return }
        let previous = index.map { $0 > 0 ? items.entries[$0 - 1].id : nil } ?? items.lastID
        items.insert(SessionItems.Entry(id: id, item: item, spokenMilliseconds: spokenMilliseconds), at: index)
        send(.itemCreated(ItemPlaced(item: item, previousItemID: previous)))
        if settings.dialect == .openAIGA { send(.itemDone(ItemPlaced(item: item, previousItemID: previous))) }
    }

    mutating func take(_ create: ItemCreate, _ eventID: String?) {
        var index: Int?
        if let previous = create.previousItemID {
            guard let found = items.index(after: previous) else {
                return fail(.invalidValue, "no such item", param: "previous_item_id", eventID: eventID)
            }
            index = found
        }
        if let id = create.item.id, id.isEmpty || id.utf8.count > 64 || items[id] != nil {
            return fail(.invalidValue, "the id is in use or unusable", param: "item.id", eventID: eventID)
        }
        do throws(SessionFault) {
            let item = try accepted(create.item)
            place(item, at: index)
        } catch {
            refuse(error, eventID)
        }
    }

    /// The item as it is kept, after what it says was taken to heart.
    private mutating func accepted(_ item: Item) throws(SessionFault) -> Item {
        switch item {
        case .message(let message): return .message(try accepted(message))
        case .functionCallOutput(var output):
            guard output.output.text.utf8.count <= Self.longestText else { throw .value("item.output", "too long") }
            guard let call = calls.removeValue(forKey: output.callID) else {
                throw .value("item.call_id", "no call of this id waits for an output")
            }
            if settings.asksChat { history.setOutput(output.output.text, of: output.callID) }
            remember(.output(call, ToolSchema.output(output.output.text)))
            output.id = output.id ?? newID("item")
            return .functionCallOutput(output)
        case .functionCall(var call):
            call.id = call.id ?? newID("item")
            call.status = .completed
            return .functionCall(call)
        default: throw .creation("item.type", "the box takes messages, function calls and their outputs")
        }
    }

    private mutating func accepted(_ item: MessageItem) throws(SessionFault) -> MessageItem {
        var message = item
        var text = ""
        for part in message.content {
            switch part {
            case .inputText(let words), .text(let words): text += text.isEmpty ? words.text.text : " " + words.text.text
            default: throw .creation("item.content", "the box reads text only; send sound through the audio buffer")
            }
        }
        guard text.utf8.count <= Self.longestText else { throw .value("item.content", "too long") }
        if message.role == .user {
            remember(.text(text))
            input.inputText += TokenEstimate.tokens(text)
        } else {
            if message.role == .assistant { allIsAnswered() }
            if settings.asksChat { addToHistory(text, as: message.role) }
        }
        message.id = message.id ?? newID("item")
        if message.role == .assistant { pastAnswer = message.id }
        message.status = .completed
        return message
    }

    /// The client tells what came before: what stands above an answer of the past asks for none now.
    private mutating func allIsAnswered() {
        let answered = unread
        unread = []
        for news in answered { note(news) }
    }

    private mutating func addToHistory(_ text: String, as role: MessageRole) {
        if role == .assistant { history.addAssistant(text) } else { history.addSystem(text) }
    }

    mutating func retrieve(_ id: String, _ eventID: String?) {
        guard let entry = items[id] else { return missing(id, eventID) }
        send(.itemRetrieved(ItemReport(item: entry.item)))
    }

    mutating func delete(_ id: String, _ eventID: String?) {
        guard items.remove(id) else { return missing(id, eventID) }
        send(.itemDeleted(ItemReference(itemID: id)))
    }

    mutating func take(_ truncate: ItemTruncate, _ eventID: String?) {
        guard let entry = items[truncate.itemID] else { return missing(truncate.itemID, eventID) }
        let spoken = spokenMilliseconds(of: entry)
        guard let spoken, truncate.contentIndex == 0, truncate.audioEndMilliseconds > 0 else {
            return fail(
                .unsupportedContentType, "only model output audio messages can be truncated", param: "item_id",
                eventID: eventID)
        }
        guard truncate.audioEndMilliseconds <= spoken else {
            return fail(
                .invalidValue,
                "Audio content of \(spoken)ms is already shorter than \(truncate.audioEndMilliseconds)ms",
                param: "audio_end_ms", eventID: eventID)
        }
        cut(truncate.itemID, to: truncate.audioEndMilliseconds)
    }

    mutating func cut(_ id: String, to milliseconds: Int) {
        if let spoken = items[id].flatMap({ spokenMilliseconds(of: $0) }), spoken > 0 {
            history.cut(id, toPart: Double(milliseconds) / Double(spoken))
        }
        items.truncate(id, to: milliseconds)
        send(.itemTruncated(ItemTruncated(itemID: id, contentIndex: 0, audioEndMilliseconds: milliseconds)))
    }

    /// Of an item that is still being spoken, what was made so far.
    private func spokenMilliseconds(of entry: SessionItems.Entry) -> Int? {
        if let message = response?.message, message.place.itemID == entry.id, response?.isSpoken == true {
            return message.milliseconds
        }
        return entry.spokenMilliseconds
    }

    private mutating func missing(_ id: String, _ eventID: String?) {
        fail(.invalidValue, "there is no item \"\(id.prefix(64))\"", param: "item_id", eventID: eventID)
    }
}
