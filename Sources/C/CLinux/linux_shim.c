#define _GNU_SOURCE
#include "linux_shim.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int vl_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int vl_peer_credentials(int socket, pid_t *pid, uid_t *uid, gid_t *gid) {
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return -1;
    *pid = peer.pid;
    *uid = peer.uid;
    *gid = peer.gid;
    return 0;
}

int vl_peer_groups(int socket, gid_t *groups, int capacity) {
    socklen_t length = (socklen_t)capacity * (socklen_t)sizeof(gid_t);
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups, &length) != 0 && errno != ERANGE) return -1;
    return (int)(length / sizeof(gid_t));
}

void vl_give_memory_back(void) { malloc_trim(0); }

int vl_memfd(const char *name, size_t size) {
    int descriptor = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return -1;
    if (ftruncate(descriptor, (off_t)size) != 0) {
        int reason = errno;
        close(descriptor);
        errno = reason;
        return -1;
    }
    return descriptor;
}

int vl_thread_make_realtime(int priority) {
    struct sched_param parameters = {.sched_priority = priority};
    return pthread_setschedparam(pthread_self(), SCHED_RR | SCHED_RESET_ON_FORK, &parameters);
}

void vl_thread_set_name(const char *name) {
    char cut[16];
    strncpy(cut, name, sizeof cut - 1);
    cut[sizeof cut - 1] = 0;
    pthread_setname_np(pthread_self(), cut);
}

int vl_thread_id(void) { return (int)syscall(SYS_gettid); }

extern __attribute__((weak)) void __rtsan_ensure_initialized(void);
extern __attribute__((weak)) void __rtsan_realtime_enter(void);
extern __attribute__((weak)) void __rtsan_realtime_exit(void);

void vl_realtime_enter(void) {
    if (__rtsan_realtime_enter) {
        __rtsan_ensure_initialized();
        __rtsan_realtime_enter();
    }
}

void vl_realtime_exit(void) {
    if (__rtsan_realtime_exit) __rtsan_realtime_exit();
}

int vl_realtime_sanitizer_present(void) { return __rtsan_realtime_enter != 0; }
