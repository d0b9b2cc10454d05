/// Deletes a recording.
package enum RecordDelete: Method {
    package static let facts = MethodFacts(
        "record.delete", role: .admin, lane: .ordered, servedBy: .daemon,
        about: "Deletes a recording.",
        errors: [.storageName, .storageMissing])

    package struct Params: WireRecord, Equatable {
        /// Letters, digits, dot, underscore and hyphen; never a path.
        package var name: String

        package init(name: String) {
            self.name = name
        }

        package static let record = Record(
            Params.init,
            Field("name", \.name, "Letters, digits, dot, underscore and hyphen; never a path.", in: 1...1_024))
    }
    package typealias Result = Nothing

    package static let example = Example(Params(name: "hall1"), Nothing())
}
