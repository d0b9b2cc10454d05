/// Who may do what.
package struct AccessSection: SettingSection {
    package enum Priority: String, Choice { case background, ui, vehicle, emergency }

    package var adminGroups = ["voicelived-admin"]
    package var controllerGroups = ["voicelived-clients"]
    package var observerGroups = ["voicelived-observe"]
    package var adminUsers: [Int] = []
    package var controllerUsers: [Int] = []
    package var observeText = false
    package var tapGroups: [String] = []
    package var priority: [String: Priority] = [:]

    package init() {}

    package static let path = "access"
    package static let about = "Who may do what on the sockets. Root and the daemon's own user are always admins."

    private static let groups = Rule.list(of: .name, upTo: 32)
    private static let users = Rule.list(of: .integer(0...4_294_967_294), upTo: 64)

    package static let keys: [SettingKey<AccessSection>] = [
        SettingKey("admin_groups", \.adminGroups, groups, .live, "Groups that may do everything."),
        SettingKey("controller_groups", \.controllerGroups, groups, .live, "Groups that may hold sessions and tools."),
        SettingKey("observer_groups", \.observerGroups, groups, .live, "Groups that may look."),
        SettingKey("admin_users", \.adminUsers, users, .live, "The same for user ids."),
        SettingKey("controller_users", \.controllerUsers, users, .live, "The same for user ids."),
        SettingKey(
            "observe_text", \.observeText, .boolean, .live, "Let observers read what is said."),
        SettingKey("tap_groups", \.tapGroups, groups, .live, "Groups beside the admins that may listen to sound."),
        SettingKey(
            "priority", \.priority, .table(of: .choice), .live,
            "Whose sessions may push others aside: a table of groups, each background, ui, vehicle or emergency."),
    ]
}
