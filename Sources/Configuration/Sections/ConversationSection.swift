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
    package var greetingInstructions = ""
    package var historyTokens = 8000
    package var resumeInstructions = ""
    package var fallbackNotice = "The line was lost. I go on from here."
    package var longestStretch = Duration.milliseconds(100)

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
            "What is said first, word for word; by an avatar, once its screen is there. Empty: the person begins."),
        SettingKey(
            "greeting_instructions", \.greetingInstructions, .text(upTo: 2048), .nextSession,
            "How the agent shall greet in its own words, instead of greeting."),
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
            "history_tokens", \.historyTokens, .integer(0...100_000), .live,
            "How much of the conversation is told again after a renewal or a lost connection."),
        SettingKey(
            "resume_instructions", \.resumeInstructions, .text(upTo: 2048), .live,
            "What the agent is told when a lost connection broke off its answer. Empty: to go on where it was heard last."
        ),
        SettingKey(
            "fallback_notice", \.fallbackNotice, .text(upTo: 512), .live,
            "What is said when another endpoint takes over in a conversation. Empty: nothing."),
        SettingKey(
            "longest_stretch_ms", \.longestStretch, .milliseconds(0...1000), .live,
            "The most silence that is put into one answer when the service sends late."),
    ]
}
