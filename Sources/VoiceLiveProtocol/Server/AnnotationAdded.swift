/// A remark on the transcript, such as a citation.
package struct AnnotationAdded: WireObject {
    package var place = ContentPlace()
    package var annotationIndex: Int = 0
    package var annotation: JSONValue = JSONValue.null
    package var extra = JSONObject()

    package init() {}

    package init(place: ContentPlace, annotationIndex: Int, annotation: JSONValue) {
        self.place = place
        self.annotationIndex = annotationIndex
        self.annotation = annotation
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map("annotation_index", &annotationIndex)
        try fields.map("annotation", &annotation)
    }
}
