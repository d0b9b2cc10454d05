// Arithmetic over many samples that must be fast even in a debug build.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Convolution with a response of any length, a fixed block at a time, without latency beyond the block.
typedef struct vl_convolver vl_convolver;

/// `block` must be a power of two. NULL without memory.
vl_convolver *vl_convolver_create(const float *response, size_t count, size_t block);
/// Reads and writes `block` samples; `input` and `output` may be the same.
void vl_convolver_process(vl_convolver *convolver, const float *input, float *output);
void vl_convolver_free(vl_convolver *convolver);

/// result[k] = sum over i of signal[i + k] * pattern[i], for k in 0 ..< signalCount. 0, or -1 without memory.
int vl_correlate(
    const float *signal, size_t signalCount, const float *pattern, size_t patternCount, float *result);

/// Samples on either side of a place that interpolation looks at.
enum { VL_INTERPOLATION_REACH = 16 };

/// output[n] = `samples` at the fractional place `first` + n * `step`. Places must keep their reach inside `samples`.
void vl_interpolate(const float *samples, double first, double step, float *output, size_t count);

/// target[n] += gain * source[n]
void vl_mix(float *target, const float *source, float gain, size_t count);
void vl_mix_samples(float *target, const int16_t *source, float gain, size_t count);
/// Rounds and clips.
void vl_to_samples(const float *source, int16_t *target, size_t count);
