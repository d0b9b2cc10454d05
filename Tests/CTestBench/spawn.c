#define _GNU_SOURCE
#include "test_bench.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/close_range.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel sends the parent-death signal when the *thread* that forked ends. Tests run on threads that come and go,
// so one thread that lives as long as the process forks for all of them.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const struct vl_spawn_request *wanted;
static pid_t answer;
static int is_answered;

static void become(const struct vl_spawn_request *request, pid_t parent, int report) {
    int descriptors[3] = {request->input, request->output, request->error};
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    for (int i = 0; i < 3; i++) descriptors[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 10);
    for (int i = 0; i < 3; i++) dup2(descriptors[i], i);
    syscall(SYS_close_range, 3u, ~0u, CLOSE_RANGE_CLOEXEC);
    if (request->folder == NULL || chdir(request->folder) == 0)
        execve(request->path, request->arguments, request->environment);
    int reason = errno;
    ssize_t told = write(report, &reason, sizeof reason);
    (void)told;
    _exit(127);
}

static pid_t fork_and_become(const struct vl_spawn_request *request) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return -errno;
    pid_t parent = getpid(), child = fork();
    if (child == 0) become(request, parent, report[1]);
    int reason = child < 0 ? errno : 0;
    close(report[1]);
    if (child > 0 && read(report[0], &reason, sizeof reason) == sizeof reason) syscall(SYS_wait4, child, NULL, 0, NULL);
    close(report[0]);
    return reason != 0 ? -reason : child;
}

static void *serve(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (wanted == NULL) pthread_cond_wait(&changed, &lock);
        answer = fork_and_become(wanted);
        wanted = NULL;
        is_answered = 1;
        pthread_cond_broadcast(&changed);
    }
}

static void start_server(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, NULL) == 0) pthread_detach(thread);
}

pid_t vl_spawn(const struct vl_spawn_request *request) {
    pthread_once(&once, start_server);
    pthread_mutex_lock(&lock);
    while (wanted != NULL || is_answered) pthread_cond_wait(&changed, &lock);
    wanted = request;
    pthread_cond_broadcast(&changed);
    while (!is_answered) pthread_cond_wait(&changed, &lock);
    is_answered = 0;
    pid_t result = answer;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return result;
}

int vl_process_descriptor(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

int vl_remove_tree(const char *path) { return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS); }
