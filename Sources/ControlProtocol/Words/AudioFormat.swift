/// How samples are coded: 16-bit little-endian PCM, or Opus packets of 20 ms.
package enum AudioFormat: String, WireWord {
    case pcm16, opus
}
