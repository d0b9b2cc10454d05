// Push to talk from a key: "ptt on SESSION" and "ptt off SESSION". Build: cc -o ptt ptt.c
//
// The answer is one line; this client prints it as it is. Exit 0 when the daemon did it.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connected(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor >= 0 && connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    return -1;
}

// Session names hold letters, digits and hyphens only, so none of them needs escaping in JSON.
static int is_name(const char *text) {
    return *text && strlen(text) <= 64 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(text);
}

int main(int count, char **words) {
    if (count != 3 || (strcmp(words[1], "on") && strcmp(words[1], "off")) || !is_name(words[2])) {
        fprintf(stderr, "usage: ptt on|off SESSION\n");
        return 64;
    }
    const char *path = getenv("VOICELIVED_SOCKET");
    int daemon = connected(path ? path : "/run/voicelived/control.sock");
    if (daemon < 0) {
        perror("voicelived");
        return 69;
    }
    dprintf(daemon, "{\"id\":1,\"method\":\"session.ptt\",\"params\":{\"session\":\"%s\",\"pressed\":%s}}\n", words[2],
            strcmp(words[1], "on") ? "false" : "true");
    FILE *replies = fdopen(daemon, "r");
    char *line = NULL;
    size_t room = 0;
    if (!replies || getline(&line, &room, replies) < 0) {
        fprintf(stderr, "the daemon hung up\n");
        return 69;
    }
    fputs(line, stdout);
    return strstr(line, "\"error\"") != NULL;
}
