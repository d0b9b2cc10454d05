/// Whether the service may call the tool it asked for.
package struct MCPApprovalResponse: WireObject {
    package var id: String?
    package var approvalRequestID: String = ""
    package var approve: Bool = false
    package var reason: PrivateText?
    package var extra = JSONObject()

    package init() {}

    package init(id: String? = nil, approvalRequestID: String, approve: Bool, reason: PrivateText? = nil) {
        self.id = id
        self.approvalRequestID = approvalRequestID
        self.approve = approve
        self.reason = reason
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        if fields.dialect.isVoiceLive || !fields.isWriting { fields.constant("object", "realtime.item") }
        try fields.map("id", &id)
        try fields.map("approval_request_id", &approvalRequestID)
        try fields.map("approve", &approve)
        try fields.map(WireKey("reason", beta: "reason", ga: "reason", onlyOpenAI: true), &reason)
    }
}
