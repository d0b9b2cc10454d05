/// Says who the client is and learns versions, role, features and limits. Optional.
package enum RpcHello: Method {
    package static let facts = MethodFacts(
        "rpc.hello", role: .observer, lane: .ordered, servedBy: .server,
        about: "Says who the client is and learns versions, role, features and limits. Optional.",
        errors: [.version])

    /// Major and minor version of the protocol.
    package struct Version: WireRecord, Equatable {
        /// Breaks when it changes.
        package var major: Int
        /// Grows with every addition.
        package var minor: Int

        package init(major: Int, minor: Int) {
            self.major = major
            self.minor = minor
        }

        package static let record = Record(
            Version.init,
            Field("major", \.major, "Breaks when it changes."),
            Field("minor", \.minor, "Grows with every addition."))
    }

    /// What a client must keep to.
    package struct Limits: WireRecord, Equatable {
        /// Longest request line.
        package var requestBytes: Int
        /// Requests in progress at once; more wait.
        package var inFlight: Int
        /// Bytes that may wait for a slow reader.
        package var queueBytes: Int

        package init(requestBytes: Int, inFlight: Int, queueBytes: Int) {
            self.requestBytes = requestBytes
            self.inFlight = inFlight
            self.queueBytes = queueBytes
        }

        package static let record = Record(
            Limits.init,
            Field("request_bytes", \.requestBytes, "Longest request line."),
            Field("in_flight", \.inFlight, "Requests in progress at once; more wait."),
            Field("queue_bytes", \.queueBytes, "Bytes that may wait for a slow reader."))
    }

    /// The daemon's clocks.
    package struct Now: WireRecord, Equatable {
        /// CLOCK_BOOTTIME.
        package var monoMicroseconds: Int
        /// RFC 3339 in UTC; missing while the clock is not trusted.
        package var wall: String?

        package init(monoMicroseconds: Int, wall: String? = nil) {
            self.monoMicroseconds = monoMicroseconds
            self.wall = wall
        }

        package static let record = Record(
            Now.init,
            Field("mono_us", \.monoMicroseconds, "CLOCK_BOOTTIME."),
            Field("wall", \.wall, "RFC 3339 in UTC; missing while the clock is not trusted."))
    }

    package struct Params: WireRecord, Equatable {
        /// The major version the client speaks.
        package var protocolVersion: Int?
        /// Who the client is.
        package var client: ClientName?

        package init(protocolVersion: Int? = nil, client: ClientName? = nil) {
            self.protocolVersion = protocolVersion
            self.client = client
        }

        package static let record = Record(
            Params.init,
            Field("protocol", \.protocolVersion, "The major version the client speaks.", in: 0...1_000),
            Field("client", \.client, "Who the client is."))
    }

    package struct Result: WireRecord, Equatable {
        /// The version spoken on this connection.
        package var protocolVersion: Version
        /// The daemon's name and version.
        package var daemon: ClientName
        /// This run of the daemon; event numbers count within it.
        package var instance: String
        /// This connection.
        package var conn: String
        /// What this connection may do.
        package var role: Role
        /// Fingerprint of rpc.discover.
        package var schemaSha256: String
        /// What this daemon can do beyond the first version.
        package var features: [NamedItem]
        /// What a client must keep to.
        package var limits: Limits
        /// The daemon's clocks.
        package var now: Now

        package init(
            protocolVersion: Version,
            daemon: ClientName,
            instance: String,
            conn: String,
            role: Role,
            schemaSha256: String,
            features: [NamedItem],
            limits: Limits,
            now: Now
        ) {
            self.protocolVersion = protocolVersion
            self.daemon = daemon
            self.instance = instance
            self.conn = conn
            self.role = role
            self.schemaSha256 = schemaSha256
            self.features = features
            self.limits = limits
            self.now = now
        }

        package static let record = Record(
            Result.init,
            Field("protocol", \.protocolVersion, "The version spoken on this connection."),
            Field("daemon", \.daemon, "The daemon's name and version."),
            Field("instance", \.instance, "This run of the daemon; event numbers count within it."),
            Field("conn", \.conn, "This connection."),
            Field("role", \.role, "What this connection may do."),
            Field("schema_sha256", \.schemaSha256, "Fingerprint of rpc.discover."),
            Field("features", \.features, "What this daemon can do beyond the first version."),
            Field("limits", \.limits, "What a client must keep to."),
            Field("now", \.now, "The daemon's clocks."))
    }

    package static let example = Example(
        Params(protocolVersion: 1, client: .example),
        Result(
            protocolVersion: Version(major: 1, minor: 0), daemon: ClientName(name: "voicelived", version: "0.1.0"),
            instance: "i-7f3a", conn: "c12", role: .controller,
            schemaSha256: "9c1185a5c5e9fc54612808977ee8f548b2258d31", features: [NamedItem(name: "tools")],
            limits: Limits(requestBytes: 65_536, inFlight: 8, queueBytes: 1_048_576),
            now: Now(monoMicroseconds: 81_234_567)))
}
