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
            .filter { SchemaFit.isSayable($0) }
        return usable.filter { $0.tool != nil } + made + usable.filter { $0.tool == nil }
    }

    /// Why tools of the client's are never called, one sentence for each.
    ///
    /// - Parameter dialogue: Without one a language model calls them.
    static func obstacles(to tools: [Tool], dialogue: Dialogue?) -> [String] {
        let callable = dialogue?.tools
        return tools.compactMap { tool -> String? in
            guard case .function(let function) = tool else { return "the box calls functions only, no other tools" }
            guard let callable, !callable.contains(function.name) else { return nil }
            let unsaid = ToolSchema.description(of: function).parameters.filter {
                $0.isRequired && ToolIntent.slot(for: $0) == nil
            }
            let name = "the tool \"\(function.name.prefix(64))\" cannot be called by voice: "
            guard let parameter = unsaid.first else { return name + "its name cannot be said" }
            return name + "its parameter \"\(parameter.name.prefix(64))\" needs an enum, a number or a truth"
        }
    }
}
