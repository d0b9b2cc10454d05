import Testing

@testable import voicelivectl

@Suite struct VisibleTests {
    @Test func escapesAreShownNotObeyed() {
        #expect(visible("a\u{1B}[31mb\n\u{202E}c\u{7}") == "a\\u{1b}[31mb\\n\\u{202e}c\\u{7}")
        #expect(visible("Grüße 😀") == "Grüße 😀")
    }
}
