/// OpenAI's beta names the conversation; nothing depends on it.
package struct ConversationCreated: WireObject {
    package var conversation = JSONObject()
    package var extra = JSONObject()

    package init() {}

    package init(conversation: JSONObject) {
        self.conversation = conversation
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("conversation", &conversation)
    }
}
