/// A function that the client can call for the model.
package struct FunctionTool: WireObject {
    package var name: String = ""
    package var description: String?
    /// A JSON schema.
    package var parameters: JSONValue?
    package var extra = JSONObject()

    package init() {}

    package init(name: String, description: String? = nil, parameters: JSONValue? = nil) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("name", &name)
        try fields.map("description", &description)
        try fields.map("parameters", &parameters)
    }
}
