/* deadline.c - see deadline.h: one thread that looks every second. */
#include "web/deadline.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct deadline {
    struct deadline *before, *behind;
    int socket;
    time_t until; /* of the monotonic clock */
};

struct deadlines {
    pthread_mutex_t mutex;
    pthread_cond_t ending;
    pthread_t thread;
    struct deadline *first;
    bool ends;
};

static time_t now(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment.tv_sec;
}

static void shut_late(const struct deadlines *deadlines)
{
    time_t moment = now();
    for (struct deadline *deadline = deadlines->first; deadline; deadline = deadline->behind)
        if (moment > deadline->until)
            shutdown(deadline->socket, SHUT_RDWR);
}

static void *watch(void *context)
{
    struct deadlines *deadlines = context;
    pthread_mutex_lock(&deadlines->mutex);
    while (!deadlines->ends) {
        struct timespec next;
        clock_gettime(CLOCK_REALTIME, &next);
        next.tv_sec++;
        pthread_cond_timedwait(&deadlines->ending, &deadlines->mutex, &next);
        shut_late(deadlines);
    }
    pthread_mutex_unlock(&deadlines->mutex);
    return NULL;
}

struct deadlines *deadlines_open(void)
{
    struct deadlines *deadlines = calloc(1, sizeof *deadlines);
    if (!deadlines)
        return NULL;
    pthread_mutex_init(&deadlines->mutex, NULL);
    pthread_cond_init(&deadlines->ending, NULL);
    if (pthread_create(&deadlines->thread, NULL, watch, deadlines) == 0)
        return deadlines;
    free(deadlines);
    return NULL;
}

void deadlines_close(struct deadlines *deadlines)
{
    if (!deadlines)
        return;
    pthread_mutex_lock(&deadlines->mutex);
    deadlines->ends = true;
    pthread_cond_signal(&deadlines->ending);
    pthread_mutex_unlock(&deadlines->mutex);
    pthread_join(deadlines->thread, NULL);
    pthread_mutex_destroy(&deadlines->mutex);
    pthread_cond_destroy(&deadlines->ending);
    free(deadlines);
}

void *deadline_begin(struct deadlines *deadlines, struct MHD_Connection *connection, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct deadline *deadline = info ? calloc(1, sizeof *deadline) : NULL;
    if (!deadline)
        return NULL;
    deadline->socket = info->connect_fd;
    deadline->until = now() + seconds;
    pthread_mutex_lock(&deadlines->mutex);
    deadline->behind = deadlines->first;
    if (deadlines->first)
        deadlines->first->before = deadline;
    deadlines->first = deadline;
    pthread_mutex_unlock(&deadlines->mutex);
    return deadline;
}

void deadline_end(struct deadlines *deadlines, void *state)
{
    struct deadline *deadline = state;
    if (!deadline)
        return;
    pthread_mutex_lock(&deadlines->mutex);
    *(deadline->before ? &deadline->before->behind : &deadlines->first) = deadline->behind;
    if (deadline->behind)
        deadline->behind->before = deadline->before;
    pthread_mutex_unlock(&deadlines->mutex);
    free(deadline);
}

void deadline_extend(struct deadlines *deadlines, struct MHD_Connection *connection, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct deadline *deadline = info ? info->socket_context : NULL;
    if (!deadline)
        return;
    pthread_mutex_lock(&deadlines->mutex);
    deadline->until = now() + seconds;
    pthread_mutex_unlock(&deadlines->mutex);
}
