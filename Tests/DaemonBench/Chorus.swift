import TestBench

/// An answer without a pause: three people who speak at once, over and over, at 24 kHz. Silence in it is a cut.
package func chorus(milliseconds: Int) throws -> [Int16] {
    let voices: [TestVoice] = [.rms, .awb, .british]
    let parts = try voices.enumerated().map { index, voice in
        try SpeechFixtures.speech(SpeechFixtures.sentences[index + 1], voice: voice, rate: 24_000, decibels: -26)
    }
    return (0..<milliseconds * 24).map { place in
        let sum = parts.reduce(0) { $0 + Int($1[place % $1.count]) }
        return Int16(clamping: sum)
    }
}
