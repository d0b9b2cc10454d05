#include "fourier.h"

#include <math.h>
#include <stdlib.h>

float complex *vl_fourier_factors(size_t count) {
    float complex *factors = malloc((count / 2 + 1) * sizeof *factors);
    if (factors == NULL) return NULL;
    for (size_t k = 0; k < count / 2; k++) {
        double angle = -2 * M_PI * (double)k / (double)count;
        factors[k] = (float)cos(angle) + (float)sin(angle) * I;
    }
    return factors;
}

static void reorder(float complex *values, size_t count) {
    for (size_t i = 1, j = 0; i < count; i++) {
        size_t bit = count >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            float complex kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}

void vl_fourier(float complex *values, size_t count, const float complex *factors, int inverse) {
    reorder(values, count);
    for (size_t half = 1; half < count; half *= 2) {
        size_t stride = count / (2 * half);
        for (size_t start = 0; start < count; start += 2 * half) {
            for (size_t k = 0; k < half; k++) {
                float complex factor = factors[k * stride];
                if (inverse) factor = conjf(factor);
                float complex even = values[start + k], odd = values[start + k + half] * factor;
                values[start + k] = even + odd;
                values[start + k + half] = even - odd;
            }
        }
    }
}
