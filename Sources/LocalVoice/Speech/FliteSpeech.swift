import CFlite
import Dispatch

/// Speech by flite: 16 kHz, first sound after some 25 ms, about 70 times faster than it is spoken.
///
/// Concurrency: flite's voices are global and keep the streaming target, so the whole process has one serial queue.
package final class FliteSpeech: SpeechEngine {
    package static let longestText = 8_000

    package let sampleRate = 16_000
    private static let queue = DispatchQueue(label: "voicelive-local.speech")

    package init() {
        _ = Self.isReady
    }

    package func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: SpeechChunk.self, throwing: (any Error).self, bufferingPolicy: .unbounded)
        guard text.count <= Self.longestText else {
            continuation.finish(throwing: SpeechError.tooLong(characters: text.count, limit: Self.longestText))
            return stream
        }
        let delivery = FliteDelivery(volume: manner.volume, sampleRate: sampleRate) { chunk in
            if case .terminated = continuation.yield(chunk) { return false }
            return true
        }
        Self.queue.async {
            do throws(SpeechError) {
                for sentence in Sentences.split(text) where delivery.isWanted {
                    try Self.synthesise(sentence, as: manner, into: delivery)
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return stream
    }

    /// Runs on the queue.
    private static func synthesise(
        _ sentence: String, as manner: SpeechManner, into delivery: FliteDelivery
    )
        throws(SpeechError)
    {
        guard let voice = unsafe voice(manner.voice) else { throw .voiceMissing(manner.voice.rawValue) }
        guard let streaming = unsafe new_audio_streaming_info() else { throw .engineFailed }
        delivery.beginSentence()
        let target = unsafe Unmanaged.passUnretained(delivery)
        unsafe streaming.pointee.min_buffsize = 400
        unsafe streaming.pointee.userdata = target.toOpaque()
        unsafe streaming.pointee.asc = { wave, start, count, isLast, info in
            guard let wave = unsafe wave, let info = unsafe info, let target = unsafe info.pointee.userdata else {
                return CST_AUDIO_STREAM_STOP
            }
            let delivery = unsafe Unmanaged<FliteDelivery>.fromOpaque(target).takeUnretainedValue()
            let goOn = unsafe delivery.take(
                wave: wave.pointee, from: Int(start), count: Int(count), utterance: info.pointee.utt)
            return goOn ? CST_AUDIO_STREAM_CONT : CST_AUDIO_STREAM_STOP
        }
        let speed = min(2, max(0.5, manner.speed))
        unsafe vl_flite_stream_to(voice, streaming)
        unsafe vl_flite_stretch(voice, Float(1 / speed))
        guard let utterance = unsafe flite_synth_text(sentence, voice) else { throw .engineFailed }
        unsafe delete_utterance(utterance)
        unsafe vl_flite_stream_to(voice, nil)
    }

    private static let isReady: Bool = flite_init() >= 0

    /// Voices are loaded once and kept for the life of the process. Runs on the queue.
    private static func voice(_ voice: FliteVoice) -> UnsafeMutablePointer<cst_voice>? {
        switch voice {
        case .slt: unsafe register_cmu_us_slt(nil)
        case .rms: unsafe register_cmu_us_rms(nil)
        case .awb: unsafe register_cmu_us_awb(nil)
        case .kal16: unsafe register_cmu_us_kal16(nil)
        }
    }
}
