/// Which end of the connection we are. A client masks what it sends and refuses masked frames; a server does the opposite.
package enum Role: Sendable {
    case client
    case server

    var masksItsFrames: Bool { self == .client }
    var expectsMaskedFrames: Bool { self == .server }
}
