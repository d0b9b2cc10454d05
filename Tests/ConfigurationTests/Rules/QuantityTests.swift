import Testing

@testable import Configuration

@Suite("Durations and sizes")
struct QuantityTests {
    @Test(arguments: [
        ("500ms", 500), ("20s", 20_000), ("5m", 300_000), ("2h", 7_200_000), ("1d", 86_400_000), ("0s", 0),
    ])
    func durationsHaveUnits(text: String, milliseconds: Int) {
        #expect(Quantity.duration(text) == .milliseconds(milliseconds))
        #expect(Quantity.text(.milliseconds(milliseconds)) == text)
    }

    @Test(arguments: [
        "", "5", "s", "-5s", "5 s", "1.5s", "5S", "5sec", "٣s", "99999999999999999999s", "9999999999999999d",
    ])
    func nothingElseIsADuration(text: String) {
        #expect(Quantity.duration(text) == nil)
    }

    @Test(arguments: [("0B", 0), ("7B", 7), ("64KiB", 65536), ("512MiB", 512 << 20), ("2GiB", 2 << 30)])
    func sizesHaveUnits(text: String, bytes: Int) {
        #expect(Quantity.size(text) == ByteSize(bytes: bytes))
        #expect(Quantity.text(ByteSize(bytes: bytes)) == text)
    }

    @Test func theLargestUnitWithoutAFractionIsWritten() {
        #expect(Quantity.text(.milliseconds(90_000)) == "90s")
        #expect(Quantity.text(.milliseconds(120_000)) == "2m")
        #expect(Quantity.text(.milliseconds(1001)) == "1001ms")
    }
}
