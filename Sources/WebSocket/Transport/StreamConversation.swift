/// Plain `await` reading and writing on a stream that no connection owns yet: TLS, proxy and upgrade.
struct StreamConversation: Sendable {
    let stream: any ByteStream
    let loop: EventLoop

    func write(_ bytes: [UInt8], _ deadline: Deadline) async throws(WebSocketError) {
        var offset = 0
        while offset < bytes.count {
            switch stream.write(bytes, from: offset) {
            case .bytes(let count): offset += count
            case .wouldBlock(let interest): try await loop.wait(for: stream.descriptor, interest, deadline)
            case .ended: throw .transport(deadline.stage, "the peer ended the stream")
            case .failed(let why): throw .transport(deadline.stage, why)
            }
        }
    }

    /// Some bytes; none when the peer ended its direction.
    func read(_ deadline: Deadline) async throws(WebSocketError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            switch stream.read(into: &buffer) {
            case .bytes(let count): return Array(buffer[..<count])
            case .wouldBlock(let interest): try await loop.wait(for: stream.descriptor, interest, deadline)
            case .ended: return []
            case .failed(let why): throw .transport(deadline.stage, why)
            }
        }
    }

    /// An HTTP head and what came behind it. Nil when the peer ended the stream before the head was whole.
    func readHead(_ deadline: Deadline) async throws(HeadFault) -> (head: HTTPHead, rest: [UInt8])? {
        var reader = HTTPHeadReader()
        while true {
            let bytes: [UInt8]
            do { bytes = try await read(deadline) } catch { throw .stream(error) }
            guard !bytes.isEmpty else { return nil }
            do {
                if let found = try reader.take(bytes) { return found }
            } catch { throw .http(error) }
        }
    }

    /// Why no head came.
    enum HeadFault: Error {
        case stream(WebSocketError)
        case http(HTTPHeadError)
    }

    static func handshake(_ stream: TLSStream, _ loop: EventLoop, _ deadline: Deadline) async throws(WebSocketError) {
        while true {
            switch stream.handshake() {
            case .done: return
            case .needs(let interest): try await loop.wait(for: stream.descriptor, interest, deadline)
            case .failed(let failure): throw .tls(failure)
            }
        }
    }
}
