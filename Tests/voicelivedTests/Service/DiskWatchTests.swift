import Configuration
import Diagnostics
import Testing

@testable import voicelived

/// A disk that takes nothing is told, and told to be well again.
@Suite struct DiskWatchTests {
    @Test func howMuchIsTooLittle() {
        var record = RecordSection()
        record.minFree = ByteSize(bytes: 200 << 20)
        #expect(DiskWatch.isFull(1_000_000, record))
        #expect(!DiskWatch.isFull(2_000_000, record))
        record.enabled = true
        #expect(DiskWatch.isFull(2_000_000, record))
        #expect(!DiskWatch.isFull(200 << 20, record))
    }

    @Test func itIsTroubleWhileItLasts() throws {
        let folder = try PrivateFolder()
        let health = Health()
        let watch = DiskWatch(health)
        var settings = Settings()
        settings.general.stateDirectory = folder.path
        settings.record.enabled = true
        settings.record.minFree = ByteSize(bytes: 1 << 44)
        watch.look(settings)
        watch.settle()
        #expect(health.snapshot().map(\.warning.code) == ["storage/full"])
        #expect(health.snapshot().first?.detail.contains(folder.path) == true)
        settings.record.enabled = false
        watch.look(settings)
        watch.settle()
        #expect(health.snapshot().isEmpty)
        // Nobody gave it a directory: there is nothing to keep.
        settings.general.stateDirectory = folder.path + "/none"
        watch.look(settings)
        watch.settle()
        #expect(health.snapshot().isEmpty)
    }
}
