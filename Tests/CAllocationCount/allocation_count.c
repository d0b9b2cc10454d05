#define _GNU_SOURCE
#include "allocation_count.h"

#include <errno.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

// Initial-exec: the first access from inside malloc must not allocate.
static __thread struct vl_allocations count __attribute__((tls_model("initial-exec")));
static __thread int counts __attribute__((tls_model("initial-exec")));

void vl_allocations_begin(void) {
    count = (struct vl_allocations){0, 0};
    counts = 1;
}

struct vl_allocations vl_allocations_end(void) {
    counts = 0;
    return count;
}

#ifdef SANITIZED

int vl_allocations_are_counted(void) { return 0; }

#else

int vl_allocations_are_counted(void) { return 1; }

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static inline void allocated(void) { count.allocated += (uint64_t)counts; }

void *malloc(size_t size) {
    allocated();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    allocated();
    return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
    allocated();
    return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
    allocated();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocated();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    allocated();
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
    void *result = __libc_memalign(alignment, size);
    if (result == NULL) return ENOMEM;
    *memory = result;
    return 0;
}

void free(void *memory) {
    if (memory != NULL) count.freed += (uint64_t)counts;
    __libc_free(memory);
}

#endif
