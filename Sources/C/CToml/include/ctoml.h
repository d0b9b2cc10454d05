// TOML 1.0 by toml++, walked as a stream of events. Keeps the places of keys and values, arrays of tables and inline
// tables as they are. Dates and times are reported as such, for the caller to refuse.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    CTOML_TABLE_BEGIN,
    CTOML_TABLE_END,
    CTOML_ARRAY_BEGIN,
    CTOML_ARRAY_END,
    CTOML_STRING,
    CTOML_INTEGER,
    CTOML_FLOAT,
    CTOML_BOOLEAN,
    CTOML_DATE,
} ctoml_kind;

/// A place in the text. Lines and columns count from 1; columns count code points. 0 where there is none.
typedef struct {
    uint32_t line;
    uint32_t column;
} ctoml_place;

/// One step of the walk. `key` is null inside arrays and at the top. Texts are UTF-8 without a final zero and live as
/// long as the call.
typedef struct {
    ctoml_kind kind;
    const char *key;
    size_t key_length;
    ctoml_place key_begin;
    ctoml_place begin;
    ctoml_place end;
    const char *text;
    size_t text_length;
    int64_t integer;
    double number;
    bool boolean;
    /// The table or array was written in braces or brackets, not as a header.
    bool is_inline;
} ctoml_event;

typedef void (*ctoml_visitor)(void *context, const ctoml_event *event);

/// Parses `length` bytes and walks them. Returns true, or false with the reason (cut to `capacity`, zero-ended) and
/// its place; then the visitor was not called.
bool ctoml_parse(const char *text, size_t length, ctoml_visitor visitor, void *context, char *reason,
                 size_t capacity, ctoml_place *place);

#ifdef __cplusplus
}
#endif
