/// How far a search of the service has come.
package struct SearchProgress: WireObject {
    package var place = OutputPlace()
    package var sequenceNumber: Int = 0
    package var extra = JSONObject()

    package init() {}

    package init(place: OutputPlace, sequenceNumber: Int = 0) {
        self.place = place
        self.sequenceNumber = sequenceNumber
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.embed(&place)
        try fields.map(lenient: "sequence_number", &sequenceNumber)
    }
}
