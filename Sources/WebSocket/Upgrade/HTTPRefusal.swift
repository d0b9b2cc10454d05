/// The server's answer when it did not upgrade.
package struct HTTPRefusal: Error, Equatable, Sendable {
    package var status: Int
    package var reason: String
    /// `Retry-After` when it names seconds; a date is ignored.
    package var retryAfter: Duration?
    /// At most the first kibibyte of the body, unprintable bytes replaced.
    package var bodyPrefix: String

    package init(status: Int, reason: String = "", retryAfter: Duration? = nil, bodyPrefix: String = "") {
        self.status = status
        self.reason = reason
        self.retryAfter = retryAfter
        self.bodyPrefix = bodyPrefix
    }

    static let longestBodyPrefix = 1024

    init(_ head: HTTPHead, status: HTTPStatusLine, body: [UInt8]) {
        self.init(
            status: status.code, reason: status.reason,
            retryAfter: head["retry-after"].flatMap { UInt32($0) }.map { .seconds(Int64($0)) },
            bodyPrefix: Self.printable(body.prefix(Self.longestBodyPrefix)))
    }

    /// Control characters could draw on an admin's terminal.
    private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}

extension HTTPRefusal: CustomStringConvertible {
    package var description: String {
        var text = "HTTP status \(status)"
        if !reason.isEmpty { text += " " + reason }
        if (300...399).contains(status) { text += " (redirects are not followed)" }
        if let retryAfter { text += ", retry after \(retryAfter)" }
        if !bodyPrefix.isEmpty { text += ": " + bodyPrefix }
        return text
    }
}
