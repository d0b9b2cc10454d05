/// Takes sockets from the listener through TLS and the request to the queue of requests.
final class Reception: Sendable {
    let seats: Seats
    let requests: AsyncStream<IncomingUpgrade>
    private let queue: AsyncStream<IncomingUpgrade>.Continuation
    private let options: WebSocketServerOptions
    private let context: TLSContext?

    init(_ options: WebSocketServerOptions) throws(WebSocketError) {
        self.options = options
        seats = Seats(options.mostConnections)
        do {
            context = try options.identity.map { identity throws(TLSFailure) in try TLSContext.server(identity) }
        } catch {
            throw .tls(error)
        }
        (requests, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(options.mostPendingRequests))
    }

    func close() {
        queue.finish()
    }

    /// Called on the loop's thread.
    func admit(_ descriptor: SocketDescriptor) {
        descriptor.tuneForTCP(patience: options.patience)
        guard let seat = seats.take() else {
            guard context == nil else { return }
            let stream = PlainStream(descriptor)
            _ = stream.write(HTTPRefusal(status: 503, bodyPrefix: "too many connections").response(), from: 0)
            return stream.endWriting()
        }
        Task { await receive(descriptor, seat) }
    }

    private func receive(_ descriptor: SocketDescriptor, _ seat: Seat) async {
        let began = Moment.now
        let deadline = Deadline(.tls, within: options.handshakeWithin, from: began)
        // A client that breaks off or stalls in handshake is nobody's business but its own.
        guard let stream = try? await secure(descriptor, deadline) else { return }
        var timings = ConnectTimings()
        if context != nil { timings.tls = began.duration(to: .now) }
        let conversation = StreamConversation(stream: stream, loop: options.loop)
        do throws(UpgradeFault) {
            guard let (request, leftover) = try await read(conversation, deadline.entering(.upgrade)) else { return }
            timings.upgrade = began.duration(to: .now) - timings.tls
            let incoming = IncomingUpgrade(request, conversation, leftover: leftover, options, timings, seat)
            // When the queue is full or finished the stream lets the request go, which answers it with 503.
            queue.yield(incoming)
        } catch {
            let refusal = HTTPRefusal(status: error.status, bodyPrefix: error.text)
            await IncomingUpgrade.answer(refusal, [], conversation, options)
        }
    }

    private func secure(
        _ descriptor: SocketDescriptor, _ deadline: Deadline
    ) async throws(WebSocketError) -> any ByteStream {
        guard let context else { return PlainStream(descriptor) }
        let stream: TLSStream
        do { stream = try TLSStream(context, over: descriptor, host: "client") } catch { throw .tls(error) }
        stream.becomeServer()
        try await StreamConversation.handshake(stream, options.loop, deadline)
        return stream
    }

    private func read(
        _ conversation: StreamConversation, _ deadline: Deadline
    ) async throws(UpgradeFault) -> (UpgradeRequest, [UInt8])? {
        do {
            guard let (head, rest) = try await conversation.readHead(deadline) else { return nil }
            return (try UpgradeRequest(head), rest)
        } catch let fault as UpgradeFault {
            throw fault
        } catch StreamConversation.HeadFault.http(.tooLong) {
            throw UpgradeFault(431, "head over \(HTTPHead.longest) bytes")
        } catch StreamConversation.HeadFault.http(.malformed(let why)) {
            throw UpgradeFault(400, why)
        } catch {
            return nil
        }
    }
}
