/// Which way the sound goes.
package enum AudioDirection: String, WireWord {
    case input, output
}
