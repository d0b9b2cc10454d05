/// A search of the service in stored files.
package struct FileSearchCall: WireObject {
    package var id: String?
    package var queries: [PrivateText]?
    package var results: [FileSearchResult]?
    package var status: ItemStatus?
    package var extra = JSONObject()

    package init() {}

    package init(
        id: String? = nil, queries: [PrivateText]? = nil, results: [FileSearchResult]? = nil, status: ItemStatus? = nil
    ) {
        self.id = id
        self.queries = queries
        self.results = results
        self.status = status
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        fields.constant("object", "realtime.item")
        try fields.map("id", &id)
        try fields.map("queries", &queries)
        try fields.map("results", &results)
        try fields.map("status", &status)
    }
}
