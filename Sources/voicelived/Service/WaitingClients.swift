import Diagnostics
import Glibc

/// Clients that wait at a socket while the daemon cannot start. A waiting client would make the manager start it again
/// and again; so they are let in and go.
enum WaitingClients {
    static func turnAway(_ notifier: ServiceNotifier) {
        for socket in notifier.inheritedDescriptors() {
            let flags = fcntl(socket.descriptor, F_GETFL)
            _ = fcntl(socket.descriptor, F_SETFL, flags | O_NONBLOCK)
            while true {
                let client = accept(socket.descriptor, nil, nil)
                if client < 0 && errno != EINTR && errno != ECONNABORTED { break }
                if client >= 0 { close(client) }
            }
        }
    }
}
