import Configuration
import Conversation
import VoiceLiveClient

extension StopWordLink {
    /// Who listens for stop words on this machine, if the admin wants somebody to.
    static func ear(_ section: BargeInSection, _ context: VoiceLiveClient.Context) -> any StopWordEar {
        guard section.mode != .off, !section.stopWords.isEmpty, let url = section.stopWordURL.nonEmpty else {
            return NoStopWordEar()
        }
        return StopWordLink(url: url, words: section.stopWords, context: context)
    }
}
