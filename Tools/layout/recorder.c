// Notes which functions of a program run, and in which order they first do. Preloaded into the program by Tools/layout/record.
//
// Every function begins with a breakpoint. The first thread that comes by notes the function and puts its first byte back,
// so that each function stops the program once.
//
//   LAYOUT_ENTRIES   offsets of the functions in the program, 32 bits each, ascending
//   LAYOUT_NOTES     where to note: one file per process, 32 bits per function: 0 or its place in the order
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "breakpoints are written for x86-64"
#endif

static const uint8_t breakpoint = 0xCC;
static const uint32_t *entries;
static size_t count;
static uint8_t *firstBytes;
static _Atomic uint32_t *notes;
static _Atomic uint32_t noted = 1;
static uintptr_t base;

static int openProgram(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size;
    (void)unused;
    base = object->dlpi_addr;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[index];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        uintptr_t start = (base + part->p_vaddr) & ~(uintptr_t)4095;
        uintptr_t end = (base + part->p_vaddr + part->p_memsz + 4095) & ~(uintptr_t)4095;
        if (mprotect((void *)start, end - start, PROT_READ | PROT_WRITE | PROT_EXEC) != 0) {
            perror("layout: mprotect");
            _exit(70);
        }
    }
    return 1; // The program itself comes first, and is all that is wanted.
}

static void came(int signal, siginfo_t *unused, void *context) {
    (void)signal;
    (void)unused;
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    uintptr_t place = (uintptr_t)registers[REG_RIP] - 1;
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (entries[middle] < place - base) low = middle + 1;
        else high = middle;
    }
    if (low == count || entries[low] != place - base) abort();
    uint32_t never = 0;
    if (atomic_load(&notes[low]) == 0)
        atomic_compare_exchange_strong(&notes[low], &never, atomic_fetch_add(&noted, 1));
    *(volatile uint8_t *)place = firstBytes[low];
    registers[REG_RIP] = (greg_t)place;
}

// A thread that blocks the signal would be killed by its first breakpoint.
static int maskWithoutTrap(const char *name, int how, const sigset_t *set, sigset_t *old) {
    int (*next)(int, const sigset_t *, sigset_t *) =
        (int (*)(int, const sigset_t *, sigset_t *))dlsym(RTLD_NEXT, name);
    if (set == NULL || how == SIG_UNBLOCK) return next(how, set, old);
    sigset_t less = *set;
    sigdelset(&less, SIGTRAP);
    return next(how, &less, old);
}

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old) {
    return maskWithoutTrap("pthread_sigmask", how, set, old);
}

int sigprocmask(int how, const sigset_t *set, sigset_t *old) {
    return maskWithoutTrap("sigprocmask", how, set, old);
}

static void *map(int file, size_t size, int protection, int flags) {
    void *memory = file < 0 ? MAP_FAILED : mmap(NULL, size, protection, flags, file, 0);
    if (memory != MAP_FAILED) return memory;
    perror("layout: LAYOUT_ENTRIES or LAYOUT_NOTES");
    _exit(70);
}

__attribute__((constructor)) static void begin(void) {
    const char *list = getenv("LAYOUT_ENTRIES"), *place = getenv("LAYOUT_NOTES");
    if (list == NULL || place == NULL) return;
    unsetenv("LD_PRELOAD");
    int file = open(list, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (file < 0 || fstat(file, &facts) != 0) {
        perror("layout: LAYOUT_ENTRIES");
        _exit(70);
    }
    size_t size = (size_t)facts.st_size;
    count = size / sizeof(uint32_t);
    entries = map(file, size, PROT_READ, MAP_PRIVATE);
    char path[4096];
    snprintf(path, sizeof path, "%s.%d", place, getpid());
    int out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (out >= 0 && ftruncate(out, facts.st_size) != 0) perror("layout: LAYOUT_NOTES");
    notes = map(out, size, PROT_READ | PROT_WRITE, MAP_SHARED);
    firstBytes = malloc(count);
    if (firstBytes == NULL) _exit(70);
    dl_iterate_phdr(openProgram, NULL);
    struct sigaction action = {.sa_sigaction = came, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGTRAP);
    sigaction(SIGTRAP, &action, NULL);
    for (size_t index = 0; index < count; index++) {
        uint8_t *entry = (uint8_t *)(base + entries[index]);
        firstBytes[index] = *entry;
        *entry = breakpoint;
    }
}
