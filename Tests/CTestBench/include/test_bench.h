// What the test bench needs of Linux that Swift cannot call, and the arithmetic that must be fast in a debug build.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A program to start. The descriptors become its 0, 1 and 2; everything else is closed for it.
struct vl_spawn_request {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const char *folder; // NULL: the caller's
    int input, output, error;
};

/// Starts it in its own process group. It is killed when this process ends, however that happens.
/// Returns its pid, or a negative errno.
pid_t vl_spawn(const struct vl_spawn_request *request);

/// A descriptor that becomes readable when `pid` ended. -1 with errno.
int vl_process_descriptor(pid_t pid);

/// Removes a folder and all in it. 0, or -1 with errno.
int vl_remove_tree(const char *path);

#include "signal_arithmetic.h"
