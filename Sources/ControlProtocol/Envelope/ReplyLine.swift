/// Lines that the daemon writes, each with its `\n`.
package enum ReplyLine {
    package static func result(_ result: JSONValue, id: RequestID) -> [UInt8] {
        line {
            $0.raw("\"result\":")
            $0.write(result)
        } id: {
            $0.write(id.wire)
        }
    }

    /// `id` is null where the request's own could not be read.
    package static func error(_ error: ControlError, id: RequestID?) -> [UInt8] {
        line {
            $0.raw("\"error\":")
            $0.write(error.wire)
        } id: {
            $0.write(id?.wire ?? .null)
        }
    }

    /// `params` is JSON already.
    package static func notification(_ method: String, params: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(reserving: params.count + 64)
        writer.raw("{\"jsonrpc\":\"2.0\",\"method\":")
        writer.write(string: method)
        writer.raw(",\"params\":")
        writer.raw(params)
        writer.raw("}\n")
        return writer.bytes
    }

    private static func line(_ body: (inout JSONWriter) -> Void, id: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.raw("{\"jsonrpc\":\"2.0\",\"id\":")
        id(&writer)
        writer.raw(",")
        body(&writer)
        writer.raw("}\n")
        return writer.bytes
    }
}
