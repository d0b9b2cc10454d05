import CSpeexDSP

/// `samples` at another rate: same length in time, same place in time, to the sample.
package func resampled(_ samples: [Int16], from: Int, to: Int) -> [Int16] {
    guard from != to, !samples.isEmpty else { return samples }
    let quality = Int32(SPEEX_RESAMPLER_QUALITY_MAX)
    guard let resampler = unsafe speex_resampler_init(1, UInt32(from), UInt32(to), quality, nil) else { return [] }
    defer { unsafe speex_resampler_destroy(resampler) }
    // The filter's delay is cut off in front and filled up with silence at the end.
    unsafe speex_resampler_skip_zeros(resampler)
    let delay = Int(unsafe speex_resampler_get_input_latency(resampler)) + 1
    let input = samples + [Int16](repeating: 0, count: delay)
    let wanted = (samples.count * to + from / 2) / from
    var output = [Int16](repeating: 0, count: wanted + delay * to / from + 64)
    var used = UInt32(input.count), made = UInt32(output.count)
    unsafe speex_resampler_process_int(resampler, 0, input, &used, &output, &made)
    return Array(output.prefix(wanted))
}
