/// The agent behind a session, as the service reports it.
package struct AgentReport: WireObject {
    package var type: String = "agent"
    package var name: String?
    package var description: String?
    package var agentID: String?
    package var threadID: String?
    package var extra = JSONObject()

    package init() {}

    package init(
        type: String = "agent",
        name: String? = nil,
        description: String? = nil,
        agentID: String? = nil,
        threadID: String? = nil
    ) {
        self.type = type
        self.name = name
        self.description = description
        self.agentID = agentID
        self.threadID = threadID
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "type", &type)
        try fields.map("name", &name)
        try fields.map("description", &description)
        try fields.map("agent_id", &agentID)
        try fields.map("thread_id", &threadID)
    }
}
