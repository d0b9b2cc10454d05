import Sound
import Testing

@testable import PulseSound

@Suite struct SoundInboxTests {
    @Test func notesAreTakenInTheirOrder() {
        let inbox = SoundInbox()
        #expect(!inbox.hasNotes)
        inbox.leave(.demand(.wanted))
        inbox.leave(.cut)
        inbox.leave(.demand(.idle))
        #expect(inbox.hasNotes)
        #expect(inbox.take() == [.demand(.wanted), .cut, .demand(.idle)])
        #expect(!inbox.hasNotes)
        #expect(inbox.take() == [])
    }

    @Test func amongTooManyTheNewestOfEachKindStay() {
        let inbox = SoundInbox()
        var settings = SoundSettings()
        settings.role = "phone"
        inbox.leave(.apply(settings))
        for number in 0..<1_000 { inbox.leave(number.isMultiple(of: 2) ? .cut : .demand(.wanted)) }
        inbox.leave(.demand(.idle))
        let taken = inbox.take()
        #expect(taken.count == SoundInbox.capacity)
        #expect(taken.contains(.apply(settings)))
        #expect(taken.last == .demand(.idle))
    }
}
