/// All that a conversation reaches.
package struct ConversationPorts: Sendable {
    package var audio: any DuplexAudio
    package var service: any VoiceService
    package var ear: any StopWordEar
    package var tools: any ToolHost
    package var journal: any ConversationJournal
    package var observer: any ConversationObserver

    package init(
        audio: any DuplexAudio, service: any VoiceService, ear: any StopWordEar = NoStopWordEar(),
        tools: any ToolHost, journal: any ConversationJournal, observer: any ConversationObserver
    ) {
        self.audio = audio
        self.service = service
        self.ear = ear
        self.tools = tools
        self.journal = journal
        self.observer = observer
    }
}
