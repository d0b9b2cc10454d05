/// A dated version of the Voice Live interface, such as `2026-07-15` or `2026-06-01-preview`.
///
/// Versions are ordered by date. One we have never heard of is treated like the newest before it.
package struct APIVersion: Hashable, Sendable {
    package let text: String
    private let date: String

    /// Nil unless `text` begins with a date; the rest is free.
    package init?(_ text: String) {
        let date = text.prefix(10)
        let shape = date.utf8.enumerated().allSatisfy { place, byte in
            place == 4 || place == 7
                ? byte == UInt8(ascii: "-") : byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        }
        guard date.utf8.count == 10, shape, text.count == 10 || text.hasPrefix(date + "-") else { return nil }
        self.init(known: text)
    }

    private init(known text: String) {
        self.text = text
        date = String(text.prefix(10))
    }

    package static let v2025May = APIVersion(known: "2025-05-01-preview")
    package static let v2025October = APIVersion(known: "2025-10-01")
    package static let v2026January = APIVersion(known: "2026-01-01-preview")
    package static let v2026April = APIVersion(known: "2026-04-10")
    package static let v2026June = APIVersion(known: "2026-06-01-preview")
    package static let v2026July = APIVersion(known: "2026-07-15")

    /// The versions with a published client library, oldest first.
    package static let known = [v2025May, v2025October, v2026January, v2026April, v2026June, v2026July]
    package static let standard = v2026July
    /// Later than any version.
    static let distantFuture = APIVersion(known: "9999-12-31")
}

extension APIVersion: Comparable, CustomStringConvertible {
    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        left.date < right.date
    }

    package var description: String { text }
}
