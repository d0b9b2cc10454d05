/// What is left of the account's limits.
package struct RateLimits: WireObject {
    package var limits: [RateLimit] = []
    package var extra = JSONObject()

    package init() {}

    package init(limits: [RateLimit] = []) {
        self.limits = limits
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map(lenient: "rate_limits", &limits)
    }
}
