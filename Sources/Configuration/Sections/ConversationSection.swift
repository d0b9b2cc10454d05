/// What the agent is and says.
package struct ConversationSection: SettingSection {
    package enum ReasoningEffort: String, Choice { case none, minimal, low, medium, high, xhigh }

    package var language = ""
    package var instructions = ""
    package var instructionsFile = ""
    package var greeting = ""
    package var temperature: Double?
    package var maxTokens: Int?
    package var reasoningEffort: ReasoningEffort?
    package var historyTokens = 4000
    package var lineLostNotice = ""
    package var stretch = true

    package init() {}

    package static let path = "conversation"
    package static let about = "What the agent is told and says."

    package static let keys: [SettingKey<ConversationSection>] = [
        SettingKey(
            "language", \.language, .language, .nextSession, "Language of the conversation. Empty: found out by itself."
        ),
        SettingKey(
            "instructions", \.instructions, .text(upTo: 32768), .nextSession,
            "What the agent is told before the conversation. Not for Foundry agents."),
        SettingKey(
            "instructions_file", \.instructionsFile, .path, .nextSession, "The same from a file, instead."),
        SettingKey(
            "greeting", \.greeting, .text(upTo: 2048), .nextSession,
            "What the agent says first, word for word. Empty: it waits for the person."),
        SettingKey(
            "temperature", \.temperature, Rule.number(0.6...1).optional, .nextSession,
            "How free the answers are. Unset: the service's default."),
        SettingKey(
            "max_tokens", \.maxTokens, Rule.integer(1...4096).optional, .nextSession,
            "The longest answer. Unset: no limit."),
        SettingKey(
            "reasoning_effort", \.reasoningEffort, Rule.choice.optional, .nextSession,
            "How long the model may think, as far as it knows these words. Unset: its default."),
        SettingKey(
            "history_tokens", \.historyTokens, .integer(0...100_000), .nextSession,
            "How much of the conversation is told again after a renewal or a lost connection."),
        SettingKey(
            "line_lost_notice", \.lineLostNotice, .text(upTo: 512), .live,
            "What is said when the connection is lost in a conversation. Empty: a tone."),
        SettingKey(
            "stretch", \.stretch, .boolean, .live,
            "Stretch the agent's voice a little when the service sends late, instead of a gap."),
    ]
}
