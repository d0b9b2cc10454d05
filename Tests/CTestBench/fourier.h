// Fast Fourier transform for counts that are powers of two.
#pragma once
#include <complex.h>
#include <stddef.h>

/// exp(-2 pi i k / count) for k in 0 ..< count / 2. NULL without memory; freed with `free`.
float complex *vl_fourier_factors(size_t count);

/// Transforms `values` in place. Inverse: without the division by `count`.
void vl_fourier(float complex *values, size_t count, const float complex *factors, int inverse);
