import CLinux
import ControlProtocol
import Glibc

/// What the core wants, done.
extension SocketLoop {
    func perform(_ action: CoreAction) {
        switch action {
        case .ask(let ticket, let request, let client): ask(ticket, request, client)
        case .start(let ticket, let order): start(ticket, order)
        case .openTap(let ticket, let stream): open(ticket, stream)
        case .giveUp(let ticket): tasks.removeValue(forKey: ticket)?.cancel()
        case .order(let order): commands.take(order)
        case .close(let id): sockets[id.number].map(beginClosing)
        case .tell(let observation): observe(observation)
        }
    }

    func beginClosing(_ socket: Socket) {
        socket.closingSince = Self.now
        socket.partialSince = nil
        soonScan(now: Self.now)
        flush(socket)
    }

    func ask(_ ticket: Ticket, _ request: ControlRequest, _ client: ControlClient) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                let reply = try await commands.answer(request, from: client)
                inbox.post(.answered(ticket, .success(reply)))
            } catch {
                inbox.post(.answered(ticket, .failure(error)))
            }
        }
    }

    func start(_ ticket: Ticket, _ order: SessionOrder) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                try await commands.start(order)
                inbox.post(.began(ticket, nil))
            } catch {
                inbox.post(.began(ticket, error))
            }
        }
    }

    func open(_ ticket: Ticket, _ stream: TappedStream) {
        tasks[ticket] = Task(executorPreference: executor) { [commands, inbox] in
            do throws(ControlError) {
                inbox.post(.openedTap(ticket, .success(try await commands.openTap(stream))))
            } catch {
                inbox.post(.openedTap(ticket, .failure(error)))
            }
        }
    }

    func end() {
        settle()
        for task in tasks.values { task.cancel() }
        for socket in sockets.values { close(socket.descriptor) }
        for door in doors { door.shut() }
        close(reserve)
        close(epoll)
    }
}
