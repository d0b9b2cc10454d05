// Counts what a thread allocates and frees, by standing before the C library's allocator in the test program.
#pragma once
#include <stdint.h>

/// 1 when calls are counted; 0 in a build with a sanitizer, which has its own allocator.
int vl_allocations_are_counted(void);

/// From now on, calls of this thread count. Cannot be nested.
void vl_allocations_begin(void);

struct vl_allocations {
    uint64_t allocated; // malloc, calloc, realloc and the aligned ones
    uint64_t freed;
};

/// Calls of this thread since `vl_allocations_begin`.
struct vl_allocations vl_allocations_end(void);
