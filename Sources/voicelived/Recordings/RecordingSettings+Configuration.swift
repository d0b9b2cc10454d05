import Configuration
import Recording

extension ShelfLimits {
    init(_ section: RecordSection) {
        self.init(
            totalBytes: section.maxTotal.bytes, freeBytes: section.minFree.bytes, days: section.keepDays)
    }
}

extension RecordingShelf {
    init(_ settings: Settings) { self.init(ConfigurationFiles.instance.recordDirectory(settings)) }
}
