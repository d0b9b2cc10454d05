import PulseSound
import Sound

/// The sound systems there are. Another one is a target beside `PulseSound` and a line here.
enum SoundSystems {
    /// Before there are threads.
    static func prepare() { ClientFile.forgoSharedMemory() }

    static func make(_ settings: SoundSettings) -> any SoundSystem {
        PulseSoundSystem(settings: settings)
    }

    /// What there is, without opening any of it. Blocks for two seconds at most.
    static func look(_ settings: SoundSettings) -> SoundLook { PulseLook.at(settings) }
}
