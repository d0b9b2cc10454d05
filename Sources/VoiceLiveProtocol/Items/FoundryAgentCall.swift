/// A call of another agent. Only older versions have it.
package struct FoundryAgentCall: WireObject {
    package var id: String?
    package var callID: String?
    package var name: String = ""
    package var arguments: PrivateText?
    package var agentResponseID: String?
    package var output: PrivateText?
    package var error: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String? = nil,
        callID: String? = nil,
        name: String = "",
        arguments: PrivateText? = nil,
        agentResponseID: String? = nil,
        output: PrivateText? = nil,
        error: JSONValue? = nil
    ) {
        self.id = id
        self.callID = callID
        self.name = name
        self.arguments = arguments
        self.agentResponseID = agentResponseID
        self.output = output
        self.error = error
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("call_id", &callID)
        try fields.map(lenient: "name", &name)
        try fields.map("arguments", &arguments)
        try fields.map("agent_response_id", &agentResponseID)
        try fields.map("output", &output)
        try fields.map("error", &error)
    }
}
