import Conversation

// This file imports `Conversation` alone: some of its names exist elsewhere too.

typealias ConversationAvatarRelay = AvatarRelay
typealias ConversationTurnTiming = TurnTiming
typealias ConversationLinkState = LinkState
typealias ConversationToolCall = ToolCall
typealias ConversationToolDescription = ToolDescription
typealias ConversationToolFailure = ToolFailure
typealias ConversationToolResult = ToolResult
