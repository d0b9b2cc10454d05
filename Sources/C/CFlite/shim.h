#pragma once
#include <flite/flite.h>

// The voices that Debian's flite brings. Each register function loads its voice once and returns it.
cst_voice *register_cmu_us_slt(const char *voxdir);
cst_voice *register_cmu_us_rms(const char *voxdir);
cst_voice *register_cmu_us_awb(const char *voxdir);
cst_voice *register_cmu_us_kal16(const char *voxdir);

// flite keeps the *pointer* of a feature's name, so the names must be constants of C: Swift's are gone after the call.

/// Where the voice's sound goes while it is made; NULL for nowhere. The voice owns `info` from now on.
static inline void vl_flite_stream_to(cst_voice *voice, cst_audio_streaming_info *info) {
    if (info) flite_feat_set(voice->features, "streaming_info", audio_streaming_info_val(info));
    else flite_feat_remove(voice->features, "streaming_info");
}

/// 1 is the voice's own pace, 2 half as fast.
static inline void vl_flite_stretch(cst_voice *voice, float factor) {
    flite_feat_set_float(voice->features, "duration_stretch", factor);
}

cst_lexicon *cmu_lex_init(void);
static inline cst_lexicon *vl_flite_lexicon(void) { return cmu_lex_init(); }
