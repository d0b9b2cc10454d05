/// One profile.
package struct ProfileSummary: WireRecord, Equatable {
    /// Its name.
    package var name: String
    /// It is in use.
    package var active: Bool
    /// What it is for.
    package var about: String?

    package init(name: String, active: Bool, about: String? = nil) {
        self.name = name
        self.active = active
        self.about = about
    }

    package static let record = Record(
        ProfileSummary.init,
        Field("name", \.name, "Its name."),
        Field("active", \.active, "It is in use."),
        Field("about", \.about, "What it is for."))

    package static let example = ProfileSummary(name: "kiosk", active: true)
}
