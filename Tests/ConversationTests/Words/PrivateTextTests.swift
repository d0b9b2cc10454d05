import Testing

@testable import Conversation

@Suite struct PrivateTextTests {
    @Test func printsItsLengthOnly() {
        let text: PrivateText = "my card is 4111"
        #expect("\(text)" == "‹15 characters›")
        #expect(String(reflecting: text) == "‹15 characters›")
    }
}
