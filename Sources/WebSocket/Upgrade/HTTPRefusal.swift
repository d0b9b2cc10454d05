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

    /// Without the secrets of the request: a server may say which key it does not know, and what it says is logged.
    func hiding(_ fields: [HTTPField]) -> HTTPRefusal {
        var refusal = self
        for field in fields where field.isSecret {
            // "Bearer" before it is no secret.
            guard let secret = field.value.exposed.split(separator: " ").last, secret.count >= Self.leastHidden else {
                continue
            }
            refusal.reason.replace(secret, with: Self.hidden)
            refusal.bodyPrefix.replace(secret, with: Self.hidden)
            // It may be cut by the end of what is kept.
            let cut = (Self.leastHidden..<secret.count).last { refusal.bodyPrefix.hasSuffix(secret.prefix($0)) }
            if let cut { refusal.bodyPrefix = refusal.bodyPrefix.dropLast(cut) + Self.hidden }
        }
        return refusal
    }

    private static let hidden = "(secret)"
    /// Fewer letters are in any text by chance.
    private static let leastHidden = 4

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
