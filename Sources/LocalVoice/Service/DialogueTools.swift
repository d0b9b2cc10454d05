package import VoiceLiveProtocol

/// Joins the box's intents with the client's tools.
package enum DialogueTools {
    /// Intents without a tool and with one of the box's own always count; those for a client's tool while it has that
    /// tool, with the values that its schema allows. A tool for which nobody wrote an intent that fits gets one from its
    /// schema.
    package static func intents(of written: [Intent], tools: [Tool]) -> [Intent] {
        let offered = tools.compactMap { tool in
            if case .function(let function) = tool { ToolSchema.description(of: function) } else { nil }
        }
        let usable = written.compactMap { intent -> Intent? in
            guard let name = intent.tool else { return intent }
            if BoxTool.names.contains(name) { return SchemaFit.fit(intent, to: nil) }
            return offered.last { $0.name == name }.flatMap { SchemaFit.fit(intent, to: $0) }
        }
        let known = Set(usable.compactMap(\.tool))
        let made = offered.filter { !known.contains($0.name) }.compactMap { ToolIntent.make(for: $0) }
        return usable.filter { $0.tool != nil } + made + usable.filter { $0.tool == nil }
    }
}
