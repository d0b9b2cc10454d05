package import VoiceLiveProtocol

/// Joins the box's intents with the client's tools.
package enum DialogueTools {
    /// Intents without a tool and with one of the box's own always count; those for a client's tool while it has that
    /// tool. A tool for which nobody wrote an intent gets one from its schema.
    package static func intents(of written: [Intent], tools: [Tool]) -> [Intent] {
        let offered = tools.compactMap { tool in
            if case .function(let function) = tool { function } else { nil }
        }
        let names = Set(offered.map(\.name))
        let usable = written.filter { intent in
            intent.tool.map { BoxTool.names.contains($0) || names.contains($0) } ?? true
        }
        let known = Set(usable.compactMap(\.tool))
        let made = offered.filter { !known.contains($0.name) }.compactMap {
            ToolIntent.make(for: ToolSchema.description(of: $0))
        }
        return usable.filter { $0.tool != nil } + made + usable.filter { $0.tool == nil }
    }
}
