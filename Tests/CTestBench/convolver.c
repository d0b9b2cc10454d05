// Uniformly partitioned overlap-save convolution.
#include "fourier.h"
#include "signal_arithmetic.h"

#include <stdlib.h>
#include <string.h>

struct vl_convolver {
    size_t block, size, partitions, newest;
    float complex *factors;
    float complex *response; // `partitions` spectra of `size`
    float complex *history;  // spectra of the last `partitions` inputs
    float complex *work;
    float *previous; // the last input block
};

static void transform_response(vl_convolver *own, const float *response, size_t count) {
    for (size_t index = 0; index < count; index++)
        own->response[index / own->block * own->size + index % own->block] = response[index];
    for (size_t part = 0; part < own->partitions; part++)
        vl_fourier(own->response + part * own->size, own->size, own->factors, 0);
}

vl_convolver *vl_convolver_create(const float *response, size_t count, size_t block) {
    vl_convolver *own = calloc(1, sizeof *own);
    if (own == NULL) return NULL;
    own->block = block;
    own->size = 2 * block;
    own->partitions = count == 0 ? 1 : (count + block - 1) / block;
    own->factors = vl_fourier_factors(own->size);
    own->response = calloc(own->partitions * own->size, sizeof *own->response);
    own->history = calloc(own->partitions * own->size, sizeof *own->history);
    own->work = calloc(own->size, sizeof *own->work);
    own->previous = calloc(block, sizeof *own->previous);
    if (!own->factors || !own->response || !own->history || !own->work || !own->previous) {
        vl_convolver_free(own);
        return NULL;
    }
    transform_response(own, response, count);
    return own;
}

void vl_convolver_process(vl_convolver *own, const float *input, float *output) {
    own->newest = (own->newest + own->partitions - 1) % own->partitions;
    float complex *spectrum = own->history + own->newest * own->size;
    for (size_t i = 0; i < own->block; i++) {
        spectrum[i] = own->previous[i];
        spectrum[i + own->block] = input[i];
        own->previous[i] = input[i];
    }
    vl_fourier(spectrum, own->size, own->factors, 0);
    memset(own->work, 0, own->size * sizeof *own->work);
    for (size_t part = 0; part < own->partitions; part++) {
        const float complex *past = own->history + (own->newest + part) % own->partitions * own->size;
        const float complex *response = own->response + part * own->size;
        for (size_t k = 0; k < own->size; k++) own->work[k] += past[k] * response[k];
    }
    vl_fourier(own->work, own->size, own->factors, 1);
    for (size_t i = 0; i < own->block; i++) output[i] = crealf(own->work[own->block + i]) / (float)own->size;
}

void vl_convolver_free(vl_convolver *own) {
    if (own == NULL) return;
    free(own->factors);
    free(own->response);
    free(own->history);
    free(own->work);
    free(own->previous);
    free(own);
}
