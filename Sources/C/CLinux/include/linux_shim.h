// What Swift's Glibc module lacks: Linux calls and macros that its importer leaves out.
#pragma once
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/un.h>

/// accept4 with SOCK_CLOEXEC | SOCK_NONBLOCK. Returns a descriptor, or -1 with errno.
int vl_accept(int listener);

/// Credentials of a Unix socket's peer as the kernel saw them at connect(). 0, or -1 with errno.
int vl_peer_credentials(int socket, pid_t *pid, uid_t *uid, gid_t *gid);

/// Supplementary groups of the peer, from the kernel and not from NSS. Writes at most `capacity` groups and
/// returns how many the peer has, or -1 with errno.
int vl_peer_groups(int socket, gid_t *groups, int capacity);

/// An anonymous file of `size` bytes with close-on-exec. Returns a descriptor, or -1 with errno.
int vl_memfd(const char *name, size_t size);

/// Gives pages that were freed back to the system.
void vl_give_memory_back(void);

/// Makes the calling thread SCHED_RR at `priority`. 0, or an errno (EPERM when the limits do not allow it).
int vl_thread_make_realtime(int priority);

/// Names the calling thread (15 characters are kept).
void vl_thread_set_name(const char *name);

/// Kernel id of the calling thread.
int vl_thread_id(void);

/// Brackets of real-time code. They do something only in a build linked with RealtimeSanitizer.
void vl_realtime_enter(void);
void vl_realtime_exit(void);
/// 1 when the RealtimeSanitizer runtime is part of this program.
int vl_realtime_sanitizer_present(void);
