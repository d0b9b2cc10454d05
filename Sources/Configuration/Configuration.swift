/// All settings, with defaults. An immutable value for its users: a reload makes a new one.
package struct Configuration: Sendable, Equatable {
    package var general = GeneralSection()
    package var control = ControlSection()
    package var audio = AudioSection()
    package var echo = EchoSection()
    package var noise = NoiseSection()
    package var gain = GainSection()
    package var speech = SpeechSection()
    package var bargeIn = BargeInSection()
    package var endpoints = [EndpointSection.onThisMachine]
    package var link = LinkSection()
    package var conversation = ConversationSection()
    package var turn = TurnSection()
    package var voice = VoiceSection()
    package var transcription = TranscriptionSection()
    package var tools = ToolsSection()
    package var session = SessionSection()
    package var budget = BudgetSection()
    package var access = AccessSection()
    package var record = RecordSection()
    package var log = LogSection()
    package var local = LocalSection()

    package init() {}
}
