import ControlProtocol
import SignalPath
import Sound

/// A prompt's file as samples that the loudspeaker takes.
struct PromptSound: Equatable {
    static let longestSeconds = 60

    var samples: [Int16]
    var rate: StreamRate

    init(_ file: [UInt8], _ format: SessionPlay.Format) throws(ControlError) {
        switch format {
        case .wav: try self.init(wave: file)
        case .ogg: try self.init(ogg: file)
        }
        guard !samples.isEmpty else { throw Self.unusable("the prompt holds no sound") }
    }

    var length: Duration { .milliseconds(rate.milliseconds(samples: samples.count)) }

    private init(wave file: [UInt8]) throws(ControlError) {
        let wave: WaveFile
        do { wave = try WaveFile(bytes: file) } catch {
            throw Self.unusable("the prompt \(error.explanation)")
        }
        guard wave.samples.count <= Int(wave.rate.hertz) * Self.longestSeconds else { throw Self.tooLong }
        // The loudspeaker's queue knows the rates of services only.
        guard !PlayoutDesk.usualRates.contains(wave.rate) else {
            (samples, rate) = (wave.samples, wave.rate)
            return
        }
        guard let resampler = StreamResampler(from: wave.rate, to: .highest) else {
            throw ControlError(.internalFault, "no memory for another rate")
        }
        samples = resampler.convert(wave.samples.span) + resampler.finish()
        rate = .highest
    }

    private init(ogg file: [UInt8]) throws(ControlError) {
        rate = .highest
        samples = []
        do throws(OpusFault) {
            let reader = try OggOpusReader(rate: rate)
            // In small pieces: a few bytes may stand for minutes.
            for start in stride(from: 0, to: file.count, by: 1_024) {
                samples += try reader.read(file[start..<min(start + 1_024, file.count)])
                guard samples.count <= Int(rate.hertz) * Self.longestSeconds else { throw OpusFault.tooLong }
            }
        } catch .tooLong {
            throw Self.tooLong
        } catch .notOggOpus {
            throw Self.unusable("the prompt is not an Ogg Opus file")
        } catch .channels(let count) {
            throw Self.unusable("the prompt has \(count) channels; one or two can be played")
        } catch {
            throw Self.unusable("the prompt is damaged: not all of it can be decoded")
        }
    }

    private static func unusable(_ problem: String) -> ControlError {
        ControlError(.audioFormat, problem, hint: "send mono 16-bit PCM as wav, or Opus as ogg")
    }

    private static let tooLong = ControlError(
        .audioFormat, "a prompt lasts at most \(longestSeconds) seconds", hint: "send a shorter one")
}
