/// What a key accepts: how a value is read, checked, printed and described. One rule serves validation, the reference
/// pages, the schema and the tests.
package struct Rule<Value: Sendable & Equatable>: Sendable {
    /// The type in words, with the unit.
    let type: String
    /// The limits in words.
    var range: String?
    let schema: JSONText
    /// Values as TOML text that the rule accepts and prints back as they are: its edges.
    let samples: [String]
    /// Nil after adding at least one misfit.
    let decode: @Sendable (TomlNode, inout Misfits) -> Value?
    /// Nil for a value that is written by leaving the key away.
    let encode: @Sendable (Value) -> String?
}

extension Rule {
    /// The same rule for a value of another type that wraps this one.
    func mapped<Other: Sendable & Equatable>(
        _ wrap: @escaping @Sendable (Value) -> Other, _ unwrap: @escaping @Sendable (Other) -> Value
    ) -> Rule<Other> {
        Rule<Other>(
            type: type, range: range, schema: schema, samples: samples,
            decode: { node, misfits in decode(node, &misfits).map(wrap) }, encode: { encode(unwrap($0)) })
    }

    /// A key that may be left away, which is not the same as any value.
    var optional: Rule<Value?> {
        Rule<Value?>(
            type: type, range: range, schema: schema, samples: samples,
            decode: { node, misfits in decode(node, &misfits).map { .some($0) } },
            encode: { $0.flatMap { encode($0) } })
    }
}
