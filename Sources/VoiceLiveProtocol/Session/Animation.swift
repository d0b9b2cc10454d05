/// What the service sends to move a face.
package struct Animation: WireObject {
    package var modelName: String?
    package var outputs: [AnimationOutput]?
    package var extra = JSONObject()

    package init() {}

    package init(modelName: String? = nil, outputs: [AnimationOutput]? = nil) {
        self.modelName = modelName
        self.outputs = outputs
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("model_name", &modelName)
        try fields.map("outputs", &outputs)
    }
}
