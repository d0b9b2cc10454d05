import Testing
import VoiceLiveProtocol

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{FF}\u{10FFFF}", "w7/0j7+/"),
    ])
    func knownPairs(plain: String, encoded: String) {
        #expect(Base64.text(of: Array(plain.utf8)) == encoded)
        #expect(Base64.bytes(of: encoded) == Array(plain.utf8))
        #expect(Base64.encodedCount(plain.utf8.count) == encoded.utf8.count)
    }

    @Test func everyByteAtEveryPlaceSurvives() {
        for value in 0...255 {
            let byte = UInt8(value)
            for bytes in [[byte], [0, byte], [1, 2, byte], [byte, byte, byte, byte]] {
                #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
            }
        }
    }

    @Test(arguments: ["=", "Z", "Zg", "Zg=", "Zg===", "Zm9v=", "Zm9vYg", "Z!==", "Zm9v\n", "Zg==Zg==", "-_-_"])
    func nonsenseIsRefused(text: String) {
        #expect(Base64.bytes(of: text) == nil)
    }

    @Test func aSpanInsideALineEndsAtTheQuote() throws {
        let line = Array(#"xx"Zm9vYmE=","#.utf8)
        let found = try #require(Base64.decode(line, from: 3))
        #expect(found.bytes == Array("fooba".utf8))
        #expect(line[found.end] == UInt8(ascii: "\""))
    }
}
