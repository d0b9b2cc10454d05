import Testing

@testable import Diagnostics

@Suite("Secrets and spoken words do not print")
struct RedactionTests {
    private struct Holder {
        let key = Secret("canary-key-4711")
        let words = SpokenText("canary sentence")
    }

    @Test func everyWayOfPrintingHidesThem() {
        var dumped = ""
        dump(Holder(), to: &dumped)
        let holder = Holder()
        let printed = ["\(holder)", "\(holder.key)", "\(holder.words)", String(reflecting: holder), dumped]
        for text in printed {
            #expect(!text.contains("canary"))
        }
        #expect("\(holder.key)" == "‹secret›")
        #expect("\(holder.words)" == "‹15 chars›")
    }

    @Test func theyGiveWhatTheyHoldWhenAsked() {
        #expect(Secret("k").reveal() == "k")
        #expect(SpokenText("hello").reveal() == "hello")
        #expect(Secret("").isEmpty)
    }

    @Test func secretsCompareByContent() {
        #expect(Secret("abc") == Secret("abc"))
        #expect(Secret("abc") != Secret("abd"))
        #expect(Secret("abc") != Secret("ab"))
    }
}
