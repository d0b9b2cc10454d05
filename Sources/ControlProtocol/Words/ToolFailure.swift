/// Why a tool could not do what it was asked.
package struct ToolFailure: WireRecord, Equatable {
    /// For programs.
    package var code: String
    /// For the model.
    package var message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    package static let record = Record(
        ToolFailure.init,
        Field("code", \.code, "For programs.", in: 1...64),
        Field("message", \.message, "For the model.", in: 0...4_096))

    package static let example = ToolFailure(code: "window_open", message: "A window is open.")
}
