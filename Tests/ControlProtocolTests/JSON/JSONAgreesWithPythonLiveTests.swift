import ControlProtocol
import ControlTestSupport
import Glibc
import Testing

/// What we accept, Python's `json` accepts, and the other way round, over mutated requests. Python is told of our own
/// rules: no duplicate names, no lone surrogates, finite numbers, the caps.
///
/// `VOICELIVED_JSON_ROUNDS=50` makes it ten million inputs, as it should be once.
@Suite struct JSONAgreesWithPythonLiveTests {
    private static let count = 200_000

    private static var rounds: UInt64 {
        unsafe getenv("VOICELIVED_JSON_ROUNDS").flatMap { unsafe UInt64(String(cString: $0)) } ?? 1
    }

    @Test func acceptanceAgreesOnMutatedInputs() throws {
        for round in 0..<Self.rounds { try compare(seed: 20_260_715 + round) }
    }

    private func compare(seed: UInt64) throws {
        var mutator = Mutator(seed: seed)
        var inputs: [[UInt8]] = []
        var input: [UInt8] = []
        for _ in 0..<Self.count {
            let text = mutator.next()
            inputs.append(text)
            let size = UInt32(text.count)
            input += (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + text
        }
        let verdicts = Array(try Python.run(Self.judge, input: input).utf8)
        try #require(verdicts.count == Self.count)
        var accepted = 0
        var disagreements = 0
        for (text, verdict) in zip(inputs, verdicts) {
            let isAccepted = (try? JSONParser.parse(text)) != nil
            if isAccepted { accepted += 1 }
            guard isAccepted != (verdict == UInt8(ascii: "1")) else { continue }
            disagreements += 1
            if disagreements <= 5 {
                Issue.record(
                    "we \(isAccepted ? "accept" : "refuse") \(String(decoding: text, as: UTF8.self).debugDescription)")
            }
        }
        #expect(disagreements == 0)
        // The mutations must leave enough of both kinds, or the comparison says nothing.
        #expect(accepted > Self.count / 20 && accepted < Self.count * 19 / 20)
    }

    private static let judge = """
        import json, math, re, sys
        class No(Exception): pass
        def pairs(items):
            keys = [k for k, _ in items]
            if len(set(keys)) != len(keys) or len(keys) > 256: raise No
            if any(len(k.encode("utf-8", "surrogatepass")) > 128 for k in keys): raise No
            return dict(items)
        def number(text):
            if len(text) > 64 or not math.isfinite(float(text)): raise No
            return 0
        def constant(text): raise No
        def walk(value, depth):
            if isinstance(value, (dict, list)) and depth > 32: raise No
            if isinstance(value, str): value.encode("utf-8")
            elif isinstance(value, list):
                if len(value) > 4096: raise No
                for one in value: walk(one, depth + 1)
            elif isinstance(value, dict):
                for key, one in value.items(): key.encode("utf-8"); walk(one, depth + 1)
        decoder = json.JSONDecoder(object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=constant)
        data, place, out = sys.stdin.buffer.read(), 0, []
        while place < len(data):
            size = int.from_bytes(data[place:place + 4], "little"); text = data[place + 4:place + 4 + size]; place += 4 + size
            try:
                value = decoder.decode(text.decode("utf-8"))
                walk(value, 1)
                out.append("1")
            except (No, ValueError, RecursionError): out.append("0")
        sys.stdout.write("".join(out))
        """
}

/// Requests with a few bytes changed, the same ones every time.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private static let seeds: [[UInt8]] =
        ControlMethod.allCases.map { method in
            RequestEnvelope(
                id: .integer(1), method: method.rawValue, params: method.exampleParams.object ?? JSONObject()
            ).line
        }
        + [
            #"{"a":[1,-2.5e+3,0.1E-2,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{"c":{}}}"#, " [ ] ", "-0",
            #"["é","\u0000","\\","\/",1e308,9223372036854775808]"#, #"{"":0,"é":1,"e\u0301":2}"#,
        ].map { Array($0.utf8) }

    private static let pieces: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "0", "1", "-", "+", ".", "e", "E",
            "1e400",
            "NaN", "Infinity", "true", "nul", " ", "\t", "\r", "\u{1}", "\u{7F}", "\u{2028}", "é", "😀", "\"a\":1,",
            "[[[[[[[[",
            "01", "1.", "/", "'",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ]

    mutating func next() -> [UInt8] {
        var text = Self.seeds[random(Self.seeds.count)]
        for _ in 0..<random(3) { change(&text) }
        return text
    }

    private mutating func change(_ text: inout [UInt8]) {
        let place = random(text.count + 1)
        let end = min(text.count, place + 1 + random(3))
        switch random(4) {
        case 0: text.replaceSubrange(place..<place, with: Self.pieces[random(Self.pieces.count)])
        case 1: text.replaceSubrange(place..<end, with: Self.pieces[random(Self.pieces.count)])
        case 2: text.removeSubrange(place..<end)
        default:
            let from = random(text.count + 1)
            let part = text[from..<min(text.count, from + random(12))]
            text.insert(contentsOf: part, at: place)
        }
    }
}
