import Sound
import Testing

@Suite struct SampleTimeTests {
    @Test func timesAddAndSubtractInSamples() {
        let start = SampleTime(480)
        #expect(start + 480 == SampleTime(960))
        #expect((start + 480) - start == 480)
        #expect(SampleTime.zero < start)
    }
}
