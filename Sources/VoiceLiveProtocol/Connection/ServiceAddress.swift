/// Everything a WebSocket client needs to open a session: whom to call and what to ask for.
package struct ServiceAddress: Hashable, Sendable {
    package enum Destination: Hashable, Sendable {
        case tcp(host: String, port: UInt16)
        /// A Unix socket's path.
        case unix(String)
    }

    package var destination: Destination
    /// Whether the connection is to be encrypted.
    package var isSecure: Bool
    /// Path and query, as they stand in the request line.
    package var target: String
    /// Headers the dialect asks for, none of them secret.
    package var headers: [Header]

    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// Why an endpoint's address cannot be used. Each says what to change.
package enum AddressError: Error, Hashable {
    case unreadable(String)
    case unknownScheme(String)
    /// The name of the parameter. Its value is not repeated.
    case secretInAddress(String)
    case modelMissing
    case agentIncomplete
}

extension AddressError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let why): "the address cannot be read: \(why)"
        case .unknownScheme(let scheme):
            "the scheme \(scheme) is unknown: use wss, https, ws, http or ws+unix"
        case .secretInAddress(let name):
            "the address carries a credential (\(name)): addresses end up in logs; use a credential setting instead"
        case .modelMissing: "no model: name one, or an agent"
        case .agentIncomplete: "an agent needs both its name and its project"
        }
    }
}
