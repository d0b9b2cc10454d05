import ControlProtocol
import ControlTestSupport
import Testing

@Suite struct MethodTableTests {
    /// `voicelivectl schema --table` prints what belongs between the markers.
    @Test func theReadmeShowsTheMethodsThatThereAre() throws {
        let readme = try Program.read(Repository.path("README.md"))
        let begin = try #require(readme.firstRange(of: "<!-- methods:begin -->"))
        let end = try #require(readme.firstRange(of: "<!-- methods:end -->"))
        let table = readme[begin.upperBound..<end.lowerBound].drop { $0.isNewline }
        #expect(String(table).trimmingEnd == MethodTable.text.trimmingEnd)
    }

    @Test func everyMethodAndTopicIsInTheManual() {
        for method in ControlMethod.allCases {
            #expect(ManualPage.text.contains(".SS " + method.rawValue))
        }
        for topic in ControlTopic.allCases { #expect(ManualPage.text.contains(".SS " + topic.rawValue)) }
    }

    /// It changes what it is given; a method that nobody gives it is never called.
    @Test func theFuzzerBeginsWithEveryMethod() throws {
        let seeds = try Program.run(
            ["/bin/sh", "-c", "cat \(Repository.path("Fuzz/seeds/ControlFuzz"))/methods-*"])
        let known = Set(
            try seeds.output.split(separator: "\n").compactMap {
                try JSONParser.parse(Array($0.utf8))["method"]?.string
            })
        #expect(Set(ControlMethod.allCases.map(\.rawValue)).subtracting(known) == [])
    }

    @Test func namesAndCasesAgree() {
        for method in ControlMethod.allCases { #expect(method.facts.name == method.rawValue) }
        for topic in ControlTopic.allCases { #expect(topic.facts.name == topic.rawValue) }
    }

    @Test func errorNumbersAreUnique() {
        #expect(Set(ErrorName.allCases.map(\.number)).count == ErrorName.allCases.count)
    }

    @Test(arguments: ControlMethod.allCases)
    func examplesFitTheirSchema(_ method: ControlMethod) throws {
        try method.paramsSchema.check(method.exampleParams)
        try method.resultSchema.check(method.exampleResult)
    }

    @Test(arguments: ControlTopic.allCases)
    func exampleEventsFitTheirSchema(_ topic: ControlTopic) throws {
        try topic.schema.check(topic.exampleData)
    }

    /// The servers that answer and the data that describe must not drift apart.
    @Test(arguments: ControlMethod.allCases)
    func whatTheDaemonServesDecodesAsARequest(_ method: ControlMethod) throws {
        let params = method.exampleParams.object ?? JSONObject()
        let request = try ControlRequest(method, params)
        #expect((request != nil) == (method.facts.servant == .daemon))
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
