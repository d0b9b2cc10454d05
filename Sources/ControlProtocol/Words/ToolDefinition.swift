/// A tool that the model may call.
package struct ToolDefinition: WireRecord, Equatable {
    /// Letters, digits and underscores, starting with a small letter.
    package var name: String
    /// What it does, for the model.
    package var description: String
    /// JSON Schema of the arguments: type, properties, required, enum, items, bounds and description only.
    package var parameters: JSONObject
    /// How long an answer may take.
    package var timeoutMilliseconds: Int?
    /// fail: tell the model at once; wait: until the deadline for the tool to be registered again.
    package var onOwnerGone: OnOwnerGone
    /// What happens when the person interrupts.
    package var onBargeIn: OnBargeIn
    /// Calling it twice does no harm.
    package var idempotent: Bool

    package init(
        name: String,
        description: String,
        parameters: JSONObject,
        timeoutMilliseconds: Int? = nil,
        onOwnerGone: OnOwnerGone = .fail,
        onBargeIn: OnBargeIn = .continue,
        idempotent: Bool = false
    ) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.timeoutMilliseconds = timeoutMilliseconds
        self.onOwnerGone = onOwnerGone
        self.onBargeIn = onBargeIn
        self.idempotent = idempotent
    }

    package static let record = Record(
        ToolDefinition.init,
        Field("name", \.name, "Letters, digits and underscores, starting with a small letter.", in: 1...64),
        Field("description", \.description, "What it does, for the model.", in: 1...1_024),
        Field(
            "parameters", \.parameters,
            "JSON Schema of the arguments: type, properties, required, enum, items, bounds and description only.",
            maxBytes: 16_384),
        Field(
            "timeout_ms", \.timeoutMilliseconds, "How long an answer may take. As configured if missing.",
            in: 1...60_000),
        Field(
            "on_owner_gone", \.onOwnerGone,
            "fail: tell the model at once; wait: until the deadline for the tool to be registered again.",
            default: .fail),
        Field("on_barge_in", \.onBargeIn, "What happens when the person interrupts.", default: .continue),
        Field("idempotent", \.idempotent, "Calling it twice does no harm.", default: false))

    package static let example = ToolDefinition(
        name: "set_temperature", description: "Sets the cabin temperature.", parameters: ToolDefinition.temperature)

    /// What becomes of open calls when the owner's connection ends.
    package enum OnOwnerGone: String, WireWord {
        case fail, wait
    }

    /// What becomes of open calls when the person interrupts.
    package enum OnBargeIn: String, WireWord {
        case `continue`, cancel
    }

    /// The parameters in this page's examples.
    static let temperature = JSONObject([
        .init(name: "type", value: "object"),
        .init(name: "properties", value: ["value": ["type": "number", "minimum": 15, "maximum": 30]]),
        .init(name: "required", value: ["value"]),
    ])
}
