#pragma once
#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <string.h>

// cmd_ln_init is variadic, which Swift cannot call; these are the two decoders the recogniser needs.

/// Grammar decoder without words (ps_add_word). The grammar itself is set later (ps_set_jsgf_string). With narrower beams
/// the search dies within what is not in the grammar, and a dead search scores well.
static inline ps_decoder_t *vl_ps_grammar_decoder(const char *model) {
    cmd_ln_t *settings =
        cmd_ln_init(NULL, ps_args(), TRUE, "-hmm", model, "-beam", "1e-70", "-wbeam", "1e-50", "-pbeam", "1e-70",
                    "-remove_noise", "no", NULL);
    if (settings == NULL) return NULL;
    ps_decoder_t *decoder = ps_init(settings);
    cmd_ln_free_r(settings);
    return decoder;
}

/// Decoder that hears any row of phones: its score says how well *anything* explains the sound. Phones without their
/// neighbours part commands from other speech as well as triphones do, at a tenth of the memory (6 for 70 MB). Narrow
/// beams lose the best row in noise, and with it what the score is measured against.
static inline ps_decoder_t *vl_ps_phone_loop_decoder(const char *model, const char *phone_model) {
    cmd_ln_t *settings =
        cmd_ln_init(NULL, ps_args(), TRUE, "-hmm", model, "-allphone", phone_model, "-allphone_ci", "yes", "-lw", "2.0", "-beam", "1e-20",
                    "-pbeam", "1e-20", "-remove_noise", "no", NULL);
    if (settings == NULL) return NULL;
    ps_decoder_t *decoder = ps_init(settings);
    cmd_ln_free_r(settings);
    return decoder;
}

/// The library writes to stderr by itself; the daemon's log is not its place. Not by -logfn: each decoder would close the
/// file of the others, whatever thread they are on.
static inline void vl_ps_be_quiet(void) { err_set_logfp(NULL); }

/// Numbers in the mean of sound that a decoder subtracts from all it hears.
static inline int vl_ps_mean_length(ps_decoder_t *decoder) { return ps_get_feat(decoder)->cmn_struct->veclen; }

/// The mean as it is now.
static inline void vl_ps_mean(ps_decoder_t *decoder, float *mean) {
    cmn_live_get(ps_get_feat(decoder)->cmn_struct, mean);
}

/// Begins again with a mean, and forgets the sound that made the present one, and how much noise was in it.
static inline void vl_ps_start_over(ps_decoder_t *decoder, const float *mean) {
    ps_start_stream(decoder);
    cmn_t *kept = ps_get_feat(decoder)->cmn_struct;
    cmn_live_set(kept, mean);
    memset(kept->sum, 0, sizeof(*kept->sum) * (size_t)kept->veclen);
    kept->nframe = 0;
}
