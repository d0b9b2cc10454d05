/// The profiles.
package enum ProfileList: Method {
    package static let facts = MethodFacts(
        "profile.list", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "The profiles.")

    package typealias Params = Nothing

    package struct Result: WireRecord, Equatable {
        /// Each.
        package var profiles: [ProfileSummary]

        package init(profiles: [ProfileSummary]) {
            self.profiles = profiles
        }

        package static let record = Record(
            Result.init,
            Field("profiles", \.profiles, "Each."))
    }

    package static let example = Example(Nothing(), Result(profiles: [.example]))
}
