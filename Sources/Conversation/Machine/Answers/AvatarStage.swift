/// What is known of an avatar: whether a screen shows it, and whether it speaks there.
///
/// Its sound passes us by, so that nothing tells us how much of it was heard.
struct AvatarStage: Equatable, Sendable {
    private let way: AvatarWay?
    private var isShown = false
    private(set) var isSpeaking = false

    init(_ way: AvatarWay?) { self.way = way }

    /// There is one, on the serving connection.
    var isPresent: Bool { way != nil }
    /// A screen has to offer before anything is seen or heard, on every line anew.
    var screen: ScreenState { way == .peer ? isShown ? .connected : .wanted : .none }
    /// What is said now reaches nobody.
    var awaitsScreen: Bool { way == .peer && !isShown }

    mutating func screenConnected() { isShown = true }

    mutating func speaks(_ speaks: Bool) { isSpeaking = isPresent && speaks }
}
