/// voicelived-protocol(7), made from the types.
package enum ManualPage {
    package static let text: String = {
        var page = Roff()
        page.raw(".TH VOICELIVED-PROTOCOL 7 \"\" voicelived")
        page.section("NAME")
        page.line("voicelived-protocol - JSON lines on the control socket of voicelived(8)")
        introduction(&page)
        page.section("METHODS")
        for method in ControlMethod.allCases { write(method, &page) }
        page.section("NOTIFICATIONS")
        for topic in ControlTopic.allCases { write(topic, &page) }
        page.section("ERRORS")
        page.line("data.code is the contract; the number is for JSON-RPC tools; message is for people and may change.")
        for name in ErrorName.allCases {
            page.item("\(name.number) \(name.rawValue)" + (name.isRetryable ? " (may succeed later)" : ""), name.hint)
        }
        page.section("SEE ALSO")
        page.line("voicelived(8), voicelivectl(1), voicelived.toml(5), voicelived-errors(7)")
        return page.text
    }()

    private static func introduction(_ page: inout Roff) {
        page.section("DESCRIPTION")
        page.line(
            "One JSON object a line in UTF-8 on the Unix socket /run/voicelived/control.sock (of a user's own daemon:")
        page.line(
            "$XDG_RUNTIME_DIR/voicelived/control.sock). Requests and replies are those of JSON-RPC 2.0; jsonrpc may be")
        page.line("left out; params is always an object; batches are refused. No greeting is needed.")
        page.paragraph()
        page.line(
            "A request line has at most 65536 bytes, 32 levels, 256 members an object and 4096 elements an array. Names"
        )
        page.line(
            "are unique. An unknown parameter is refused before anything happens; unknown members of results must be ignored."
        )
        page.paragraph()
        page.line(
            "Requests of a connection start in order. Those in the lane \"priority\" overtake, those in the lane \"async\""
        )
        page.line(
            "are answered when they are done. With 8 requests in progress the daemon stops reading the connection.")
        page.paragraph()
        page.line(
            "After the end of its input a connection gets its open replies and is closed, unless it holds a subscription,"
        )
        page.line("a tap, tools or the lease of a session that ends with its owner. So a shell can ask:")
        page.example(
            "echo '{\"id\":1,\"method\":\"daemon.status\"}' | socat -t9 - UNIX-CONNECT:/run/voicelived/control.sock")
        page.paragraph()
        page.line(
            "A client that does not read is disconnected with slow_client once 1 MiB waits for it, or 256 KiB for 5 s.")
        page.line("Topics kept as \"latest\" hold one event, those kept as \"drop\" half a second of sound.")
        page.paragraph()
        page.line(
            "A user may make 100 requests at once and 50 a second, pings included; beyond that requests are refused with"
        )
        page.line("limit/rate. Stop, mute, interrupt, push-to-talk and cancel are never counted.")
    }

    private static func write(_ method: ControlMethod, _ page: inout Roff) {
        let facts = method.facts
        page.subsection(facts.name)
        page.line(facts.about)
        page.line("Role: \(facts.role.rawValue)." + (facts.right == .anyone ? "" : " For \(facts.right.rawValue)."))
        if facts.lane != .ordered { page.line("Lane: \(facts.lane.rawValue).") }
        page.members("params", of: method.paramsSchema)
        page.members("result", of: method.resultSchema)
        if !facts.errors.isEmpty {
            page.item("errors", facts.errors.map(\.rawValue).joined(separator: ", "))
        }
        let request = RequestEnvelope(
            id: .integer(1), method: facts.name, params: method.exampleParams.object ?? JSONObject())
        page.example(String(decoding: request.line, as: UTF8.self))
        page.example(
            String(decoding: ReplyLine.result(method.exampleResult, id: .integer(1)).dropLast(), as: UTF8.self))
    }

    private static func write(_ topic: ControlTopic, _ page: inout Roff) {
        let facts = topic.facts
        page.subsection(facts.name)
        page.line(facts.about)
        page.line("Role: \(facts.role.rawValue). Kept: \(facts.keeping.rawValue).")
        page.members("data", of: topic.schema)
    }
}

extension Roff {
    fileprivate mutating func members(_ title: String, of schema: Schema) {
        guard !schema.properties.isEmpty else { return }
        for property in schema.properties {
            let need = property.isRequired ? "" : ", may be missing"
            let fallback = property.schema.fallback.map { ", default " + JSONWriter.text(of: $0) } ?? ""
            item("\(title).\(property.name): \(property.schema.expectation)\(need)\(fallback)", property.schema.about)
        }
    }
}
