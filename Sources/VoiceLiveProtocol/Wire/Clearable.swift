/// A setting with three states on the wire: not mentioned, switched off by `null`, or given.
package enum Clearable<Value: WireValue>: Hashable, Sendable {
    case absent
    case null
    case value(Value)

    /// The value, if there is one.
    package var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// A value, or `null` for nil: the setting is mentioned either way.
    package init(orNull value: Value?) {
        self = value.map { .value($0) } ?? .null
    }
}
