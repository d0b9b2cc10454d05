/// Describes the whole protocol as an OpenRPC 1.3 document.
package enum RpcDiscover: Method {
    package static let facts = MethodFacts(
        "rpc.discover", role: .observer, lane: .ordered, servedBy: .server,
        about: "Describes the whole protocol as an OpenRPC 1.3 document.")

    package typealias Params = Nothing
    package typealias Result = JSONObject

    package static let example = Example(Nothing(), JSONObject([.init(name: "openrpc", value: "1.3.2")]))
}
