import Testing

@testable import Configuration

@Suite("What was meant")
struct NearestTests {
    @Test func editsAreCounted() {
        let edits = { (left: String, right: String) in Nearest.edits(Array(left.utf8), Array(right.utf8)) }
        #expect(edits("", "") == 0)
        #expect(edits("", "abc") == 3)
        #expect(edits("rate", "rates") == 1)
        #expect(edits("rtae", "rate") == 1)
        #expect(edits("kitten", "sitting") == 3)
    }

    @Test func onlyNearWordsAreOffered() {
        let words = ["audio.source", "audio.sink", "log.level"]
        #expect(Nearest.word(to: "audio.surce", among: words) == "audio.source")
        #expect(Nearest.word(to: "audio.wobble", among: words) == nil)
        #expect(Nearest.word(to: "", among: words) == nil)
        #expect(Nearest.word(to: String(repeating: "x", count: 100_000), among: words) == nil)
    }
}

@Suite("Lines that hold secrets")
struct SecretNamesTests {
    @Test(arguments: [
        ("api_key = \"c\"", "api_key = ‹secret›"), ("\"my-Token\" = 'c'", "\"my-Token\" = ‹secret›"),
        ("x = 1 # c", "x = 1 # c"), ("query = { a = 1, secret = \"c\" }", "query = { a = 1, secret = ‹secret›"),
        ("headers = { X-Site = \"c\" }", "headers = ‹secret›"),
        ("api_key: c", "api_key: ‹secret›"), ("proxy = \"http://u:c@h:1\"", "proxy = \"http://‹secret›@h:1\""),
        ("credential = \"name\"", "credential = \"name\""), ("max_tokens = 5000", "max_tokens = 5000"),
    ])
    func areShownWithoutThem(line: String, shown: String) {
        #expect(SecretNames.masked(line) == shown)
    }
}
