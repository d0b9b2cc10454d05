/// One method of the socket as plain data. Everything else is made from it: decoding, checking, documents, the client.
package protocol Method {
    associatedtype Params: WireType
    associatedtype Result: WireType
    static var facts: MethodFacts { get }
    static var example: Example<Params, Result> { get }
}

/// A request and its reply as they could be.
package struct Example<Params: WireType, Result: WireType>: Sendable {
    package let params: Params
    package let result: Result

    init(_ params: Params, _ result: Result) {
        self.params = params
        self.result = result
    }
}

/// What there is to know about a method besides the shapes of its parameters and result.
package struct MethodFacts: Sendable {
    /// When a request is started and answered, seen from the others of its connection.
    package enum Lane: String, Sendable {
        /// One after another; replies in the order of the requests.
        case ordered
        /// Started in order, answered whenever it is done.
        case async
        /// Started as soon as its line is read.
        case priority
    }

    package enum Servant: Sendable { case server, daemon }

    /// Who may call it, when the role alone does not say.
    package enum Right: String, Sendable {
        case anyone = ""
        case requester = "own requests only"
        case sessionOwner = "the session's owner, or an admin"
        case callOwner = "the owner of the call"
        case tapGrant = "an admin, or a role to which the configuration grants taps"
    }

    package let name: String
    package let role: Role
    package let lane: Lane
    package let servant: Servant
    /// One line for people.
    package let about: String
    package let right: Right
    /// The errors that are its own; every method may also answer with those of the envelope.
    package let errors: [ErrorName]

    init(
        _ name: String, role: Role, lane: Lane, servedBy servant: Servant, about: String,
        calledBy right: Right = .anyone, errors: [ErrorName] = []
    ) {
        self.name = name
        self.role = role
        self.lane = lane
        self.servant = servant
        self.about = about
        self.right = right
        self.errors = errors
    }
}

extension ControlMethod {
    package var facts: MethodFacts { description.facts }
    package var paramsSchema: Schema { Self.params(of: description) }
    package var resultSchema: Schema { Self.result(of: description) }
    package var exampleParams: JSONValue { Self.exampleParams(of: description) }
    package var exampleResult: JSONValue { Self.exampleResult(of: description) }

    private static func params<M: Method>(of method: M.Type) -> Schema { M.Params.schema }
    private static func result<M: Method>(of method: M.Type) -> Schema { M.Result.schema }
    private static func exampleParams<M: Method>(of method: M.Type) -> JSONValue { M.example.params.wire }
    private static func exampleResult<M: Method>(of method: M.Type) -> JSONValue { M.example.result.wire }
}
