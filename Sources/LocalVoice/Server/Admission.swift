import VoiceLiveProtocol
import WebSocket

/// Who may open a session, and in which dialect.
struct Admission: Sendable {
    let key: Secret?

    enum Judgement {
        case welcome(Dialect, model: String?, onlyTranscribes: Bool)
        case refused(HTTPRefusal)
    }

    func judge(_ request: UpgradeRequest) -> Judgement {
        let asked = ServiceRequest(target: request.target, openAIBeta: request[header: "openai-beta"])
        guard let dialect = asked.dialect else {
            let isRealtime = asked.path.hasSuffix("/realtime")
            return .refused(
                HTTPRefusal(
                    status: isRealtime ? 400 : 404,
                    bodyPrefix: isRealtime ? "api-version cannot be read" : "sessions are at /voice-live/realtime"))
        }
        guard isAuthorised(request, asked) else {
            return .refused(HTTPRefusal(status: 401, bodyPrefix: "the api-key is missing or wrong"))
        }
        return .welcome(
            dialect, model: asked.model.map { String($0.prefix(128)) },
            onlyTranscribes: Self.onlyTranscribes(asked))
    }

    static func onlyTranscribes(_ asked: ServiceRequest) -> Bool {
        asked.others.contains(QueryParameter(name: "intent", value: "transcription"))
    }

    private func isAuthorised(_ request: UpgradeRequest, _ asked: ServiceRequest) -> Bool {
        guard let key else { return true }
        let bearer = request[header: "authorization"].flatMap { text in
            text.lowercased().hasPrefix("bearer ") ? String(text.dropFirst(7)) : nil
        }
        let offered = [request[header: "api-key"], bearer, asked.credential?.value].compactMap { $0 }
        return offered.contains { Self.isSame($0, key.value) }
    }

    /// Takes the same time wherever the first difference stands.
    static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var difference = left.count ^ right.count
        for index in 0..<max(left.count, right.count) {
            let one = index < left.count ? left[index] : 0
            let other = index < right.count ? right[index] : 0
            difference |= Int(one ^ other)
        }
        return difference == 0
    }
}
