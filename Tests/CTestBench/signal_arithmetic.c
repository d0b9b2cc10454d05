#include "signal_arithmetic.h"
#include "fourier.h"

#include <math.h>
#include <stdlib.h>

int vl_correlate(
    const float *signal, size_t signalCount, const float *pattern, size_t patternCount, float *result) {
    size_t size = 2;
    while (size < signalCount + patternCount) size *= 2;
    float complex *factors = vl_fourier_factors(size);
    float complex *left = calloc(size, sizeof *left), *right = calloc(size, sizeof *right);
    int outcome = factors && left && right ? 0 : -1;
    if (outcome == 0) {
        for (size_t i = 0; i < signalCount; i++) left[i] = signal[i];
        for (size_t i = 0; i < patternCount; i++) right[i] = pattern[i];
        vl_fourier(left, size, factors, 0);
        vl_fourier(right, size, factors, 0);
        for (size_t k = 0; k < size; k++) left[k] *= conjf(right[k]);
        vl_fourier(left, size, factors, 1);
        for (size_t i = 0; i < signalCount; i++) result[i] = crealf(left[i]) / (float)size;
    }
    free(factors);
    free(left);
    free(right);
    return outcome;
}

// A sinc under a Hann window, tabulated: 256 places between two samples, the nearest two joined by a line.
enum { PHASES = 256, TAPS = 2 * VL_INTERPOLATION_REACH };
static float table[PHASES + 1][TAPS];

static __attribute__((constructor)) void fill_table(void) {
    for (int phase = 0; phase <= PHASES; phase++) {
        for (int tap = 0; tap < TAPS; tap++) {
            double x = (double)phase / PHASES - (tap - VL_INTERPOLATION_REACH + 1);
            double sinc = fabs(x) < 1e-9 ? 1 : sin(M_PI * x) / (M_PI * x);
            double window = fabs(x) >= VL_INTERPOLATION_REACH ? 0 : 0.5 + 0.5 * cos(M_PI * x / VL_INTERPOLATION_REACH);
            table[phase][tap] = (float)(sinc * window);
        }
    }
}

void vl_interpolate(const float *samples, double first, double step, float *output, size_t count) {
    for (size_t n = 0; n < count; n++) {
        double place = first + (double)n * step, whole = floor(place);
        double phase = (place - whole) * PHASES;
        int low = (int)phase;
        float part = (float)(phase - low), sum = 0;
        const float *from = samples + (ptrdiff_t)whole - VL_INTERPOLATION_REACH + 1;
        for (int tap = 0; tap < TAPS; tap++)
            sum += from[tap] * (table[low][tap] + part * (table[low + 1][tap] - table[low][tap]));
        output[n] = sum;
    }
}

void vl_mix(float *target, const float *source, float gain, size_t count) {
    for (size_t i = 0; i < count; i++) target[i] += gain * source[i];
}

void vl_mix_samples(float *target, const int16_t *source, float gain, size_t count) {
    for (size_t i = 0; i < count; i++) target[i] += gain * (float)source[i];
}

void vl_to_samples(const float *source, int16_t *target, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float value = rintf(source[i]);
        target[i] = value > 32767 ? 32767 : value < -32768 ? -32768 : (int16_t)value;
    }
}
