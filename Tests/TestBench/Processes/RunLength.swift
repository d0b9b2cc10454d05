import Glibc

/// How long or how often a proof runs: short in everyday tests, as long as an environment variable says for the record.
package enum RunLength {
    /// `nil` when `variable` is not set, or is no number.
    package static func wished(_ variable: String) -> Int? {
        unsafe getenv(variable).flatMap { unsafe Int(String(cString: $0)) }
    }
}
