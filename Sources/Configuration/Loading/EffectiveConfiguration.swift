/// A configuration in force: values, where each comes from, and what was read.
package struct EffectiveConfiguration: Sendable {
    package let values: Configuration
    /// The chosen profile; nil for none.
    package let profile: String?
    /// Files read, in order.
    package let files: [String]
    /// Files switched off by an empty file of the same name or a link to /dev/null.
    package let masked: [String]
    package let warnings: [Problem]
    /// Names of all profiles that may be chosen.
    package let profiles: [String]

    private let origins: [String: Origin]
    /// What the files held when they were read.
    let collection: FileCollection

    init(
        values: Configuration, profile: String?, collection: FileCollection, warnings: [Problem], profiles: [String],
        origins: [String: Origin]
    ) {
        (self.values, self.profile, self.collection) = (values, profile, collection)
        (files, masked) = (collection.files.map(\.path), collection.masked)
        (self.warnings, self.profiles, self.origins) = (warnings, profiles, origins)
    }

    /// Where the value of a key comes from.
    package func origin(of key: String) -> Origin { origins[key] ?? .builtIn }
}
