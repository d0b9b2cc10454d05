extension HTTPRefusal {
    /// The whole answer of a server that does not upgrade.
    func response(fields: [HTTPField] = []) -> [UInt8] {
        let body = Array(bodyPrefix.utf8)
        var text = "HTTP/1.1 \(status) \(mayBeSaid ? reason : Self.phrase(status))\r\nConnection: close\r\n"
        text += "Content-Length: \(body.count)\r\n"
        if !body.isEmpty { text += "Content-Type: text/plain; charset=utf-8\r\n" }
        if status == 426 { text += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" }
        if let retryAfter { text += "Retry-After: \(retryAfter.components.seconds)\r\n" }
        for field in fields where field.isWellFormed { text += field.line }
        return Array((text + "\r\n").utf8) + body
    }

    private var mayBeSaid: Bool { !reason.isEmpty && HTTPHead.isFieldValue(reason.utf8) }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Refused"
        }
    }
}
