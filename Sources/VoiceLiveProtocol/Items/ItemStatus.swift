/// How far an item has come.
package struct ItemStatus: OpenName {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let inProgress = ItemStatus(rawValue: "in_progress")
    package static let searching = ItemStatus(rawValue: "searching")
    package static let completed = ItemStatus(rawValue: "completed")
    /// Interrupted.
    package static let incomplete = ItemStatus(rawValue: "incomplete")
    package static let failed = ItemStatus(rawValue: "failed")
}
