import ControlProtocol
import ControlServer
import Testing

/// Transcripts: every way in which a call can end. Times are milliseconds of virtual time.
@Suite struct ToolRegistryTests {
    private var tools = ToolRegistry(limits: ControlLimits())
    private let car = ConnectionID(1)
    private let other = ConnectionID(2)

    private func definition(
        _ name: String = "set_temperature", timeout: Int? = 10_000, gone: ToolDefinition.OnOwnerGone = .fail,
        bargeIn: ToolDefinition.OnBargeIn = .continue, parameters: JSONValue? = nil
    ) -> ToolDefinition {
        let schema: JSONValue = [
            "type": "object", "properties": ["value": ["type": "number", "minimum": 15, "maximum": 30]],
            "required": ["value"],
        ]
        return ToolDefinition(
            name: name, description: "d", parameters: (parameters ?? schema).object ?? JSONObject(),
            timeoutMilliseconds: timeout, onOwnerGone: gone, onBargeIn: bargeIn)
    }

    private mutating func register(_ definition: ToolDefinition) throws {
        _ = try tools.register([definition], by: car, uid: 1_000, now: 0)
    }

    private mutating func call(_ arguments: String = #"{"value":21}"#) -> [ToolRegistry.Action] {
        tools.call("t-1", tool: "set_temperature", arguments: arguments, session: "s-1", now: 0)
    }

    private func refusal<T>(_ body: () throws -> T) -> ErrorName? {
        do {
            _ = try body()
            return nil
        } catch { return (error as? ControlError)?.name }
    }

    @Test mutating func aCallGoesToItsOwnerAndTheAnswerToTheModel() throws {
        #expect(try tools.register([definition()], by: car, uid: 1_000, now: 0) == [.changed([definition()])])
        let asked = ToolCall(
            call: "t-1", name: "set_temperature", arguments: JSONObject([.init(name: "value", value: 21)]),
            session: "s-1", deadlineMilliseconds: 10_000)
        #expect(call() == [.call(car, asked)])
        let result = ToolResult.Params(call: "t-1", output: ["ok": true])
        #expect(try tools.result(result, by: car, now: 0) == [.answered("t-1", .output(["ok": true]))])
        #expect(refusal { try tools.result(result, by: car, now: 0) } == .unknownCall)
    }

    @Test mutating func aToolThatDoesNotSayHowLongItTakesHasTheUsualTime() throws {
        tools.limits.toolTimeout = 2_500
        try register(definition(timeout: nil))
        #expect(tools.definitions.map(\.timeoutMilliseconds) == [2_500])
        guard case .call(_, let asked) = call().first else {
            Issue.record("no call")
            return
        }
        #expect(asked.deadlineMilliseconds == 2_500)
    }

    @Test mutating func whereToolsAreSwitchedOffNoneIsTaken() throws {
        tools.limits.toolsPerClient = 0
        #expect(refusal { try tools.register([definition()], by: car, uid: 1_000, now: 0) } != nil)
    }

    @Test mutating func argumentsThatDoNotFitNeverReachTheOwner() throws {
        try register(definition())
        for arguments in [#"{"value":99}"#, #"{"value":"hot"}"#, "{}", "not json", "[1]"] {
            guard case .answered("t-1", .failure(let code, _)) = call(arguments).first else {
                Issue.record("\(arguments) was passed on")
                continue
            }
            #expect(code == "tool/schema")
        }
    }

    @Test mutating func anUnknownToolFailsAtOnce() {
        guard case .answered("t-1", .failure("tool/gone", _)) = call().first else {
            Issue.record("no failure")
            return
        }
    }

    @Test mutating func theDeadlineAnswersForTheOwner() throws {
        try register(definition(timeout: 1_000))
        _ = call()
        #expect(tools.nextWake == 1_000_000)
        let actions = tools.wake(now: 1_000_000)
        #expect(actions.first == .cancel(car, ToolCancel(call: "t-1", reason: "timeout"), session: "s-1"))
        guard case .answered("t-1", .failure("tool/timeout", _)) = actions.last else {
            Issue.record("the model was not told")
            return
        }
        #expect(
            refusal { try tools.result(ToolResult.Params(call: "t-1", output: "x"), by: car, now: 0) } == .toolTimeout)
    }

    @Test mutating func progressRenewsTheDeadlineOnce() throws {
        try register(definition(timeout: 1_000))
        _ = call()
        let params = ToolProgress.Params(call: "t-1", text: "asking")
        #expect(try tools.progress(params, by: car, now: 900_000).deadlineMilliseconds == 1_000)
        #expect(try tools.progress(params, by: car, now: 1_800_000).deadlineMilliseconds == 100)
        #expect(!tools.wake(now: 1_900_000).isEmpty)
    }

    @Test mutating func anOwnerThatLeavesFailsItsCalls() throws {
        try register(definition())
        _ = call()
        let actions = tools.left(car)
        #expect(actions.first == .changed([]))
        guard case .answered("t-1", .failure("tool/gone", _)) = actions.last else {
            Issue.record("the model was not told")
            return
        }
        #expect(tools.left(car) == [])
    }

    @Test mutating func aCallThatWaitsIsAskedAgainOfTheOwnerThatComesBack() throws {
        try register(definition(gone: .wait))
        _ = call()
        #expect(tools.left(car) == [.changed([definition(gone: .wait)])])
        #expect(throws: ControlError.self) { try tools.register([definition()], by: other, uid: 7, now: 0) }
        let actions = try tools.register([definition(gone: .wait)], by: other, uid: 1_000, now: 4_000_000)
        guard case .call(other, let again) = actions.last else {
            Issue.record("not asked again")
            return
        }
        #expect(again.call == "t-1" && again.deadlineMilliseconds == 6_000)
        #expect(tools.open(for: other, session: "s-1", now: 4_000_000).map(\.call) == ["t-1"])
    }

    @Test mutating func aBargeInCancelsOnlyWhatSaysSo() throws {
        try register(definition(bargeIn: .cancel))
        _ = call()
        #expect(tools.bargedIn(session: "s-2") == [])
        #expect(
            tools.bargedIn(session: "s-1").first
                == .cancel(car, ToolCancel(call: "t-1", reason: "barge_in"), session: "s-1"))
    }

    @Test mutating func theEndOfTheSessionEndsItsCalls() throws {
        try register(definition())
        _ = call()
        #expect(tools.sessionEnded("s-1").count == 2)
        #expect(tools.sessionEnded("s-1") == [])
    }

    @Test mutating func strangersCannotAnswer() throws {
        try register(definition())
        _ = call()
        #expect(
            refusal { try tools.result(ToolResult.Params(call: "t-1", output: "x"), by: other, now: 0) } == .notOwner)
        #expect(
            refusal { try tools.result(ToolResult.Params(call: "t-9", output: "x"), by: car, now: 0) } == .unknownCall)
    }

    @Test mutating func anAnswerIsOutputOrErrorAndNotANumber() throws {
        try register(definition())
        _ = call()
        #expect(refusal { try tools.result(ToolResult.Params(call: "t-1"), by: car, now: 0) } == .invalidParams)
        #expect(
            refusal { try tools.result(ToolResult.Params(call: "t-1", output: 7), by: car, now: 0) } == .invalidParams)
        let failure = ToolResult.Params(call: "t-1", error: ToolFailure(code: "window_open", message: "m"))
        #expect(
            try tools.result(failure, by: car, now: 0) == [
                .answered("t-1", .failure(code: "window_open", message: "m"))
            ])
    }

    @Test(arguments: ["Set", "1a", "a-b", "a.b", "", "ä"])
    mutating func otherNamesAreRefused(_ name: String) {
        #expect(refusal { try tools.register([definition(name)], by: car, uid: 1, now: 0) } == .toolSchema)
    }

    @Test(
        arguments: [
            ["type": "object", "properties": ["a": ["$ref": "#"]]], ["type": "object", "$defs": [:]],
            ["type": "object", "properties": ["a": ["type": "string", "pattern": "(a+)+$"]]], ["type": "array"],
            ["type": "object", "required": ["missing"]], ["type": "object", "properties": ["a": ["anyOf": []]]],
            ["properties": [:]], ["type": "object", "properties": ["a": ["type": "string", "maxLength": -1]]],
        ] as [JSONValue])
    mutating func schemasOutsideTheSubsetAreRefused(_ parameters: JSONValue) {
        #expect(
            refusal { try tools.register([definition(parameters: parameters)], by: car, uid: 1, now: 0) } == .toolSchema
        )
        #expect(tools.definitions.isEmpty)
    }

    @Test mutating func oneBadToolRefusesTheWholeOffer() {
        #expect(
            refusal { try tools.register([definition(), definition("Bad")], by: car, uid: 1, now: 0) } == .toolSchema)
        #expect(tools.definitions.isEmpty)
    }

    @Test mutating func moreToolsThanTheLimitAreRefused() throws {
        _ = try tools.register((0..<64).map { definition("t\($0)") }, by: car, uid: 1, now: 0)
        #expect(refusal { try tools.register([definition("one_more")], by: car, uid: 1, now: 0) } == .toolSchema)
    }
}
