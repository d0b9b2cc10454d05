import LocalVoice
import Testing

@Suite struct PhrasePatternTests {
    private let slots = [Slot(name: "value", kind: .number(50...90)), Slot(name: "state", kind: .truth)]

    private func match(_ text: String, _ pattern: String) throws -> PhraseMatch? {
        PhraseMatch.match(SpokenForm.words(of: text), with: try PhrasePattern.phrase(pattern, slots: slots))
    }

    @Test func slotsKeepTheirWords() throws {
        let found = try match("set it to sixty eight degrees", "set (it|the heating) to {value} [degrees]")
        #expect(found?.slots == ["value": ["sixty", "eight"]])
    }

    @Test func optionalPartsMayBeMissing() throws {
        #expect(try match("lights on", "[please] [turn the] lights {state}") != nil)
        #expect(try match("please turn the lights off", "[please] [turn the] lights {state}") != nil)
    }

    @Test func everythingMustFit() throws {
        #expect(try match("lights on now", "lights {state}") == nil)
        #expect(try match("lights", "lights {state}") == nil)
        #expect(try match("set it to ninety one", "set it to {value}") == nil)
    }

    @Test(arguments: ["set [it", "set (it", "set {value", "set {nothing}", "set ] it", "a }"])
    func brokenNotationIsAFault(pattern: String) {
        #expect(throws: PhrasePattern.Fault.self) { try match("set it", pattern) }
    }

    @Test func nestingIsLimited() {
        #expect(throws: PhrasePattern.Fault.tooDeep) { try match("a", String(repeating: "[", count: 100)) }
    }

    @Test func manyWaysDoNotTakeForEver() throws {
        let pattern = String(repeating: "[a] (a|[a] a) ", count: 60)
        _ = try match(String(repeating: "a ", count: 50), pattern)
    }
}
