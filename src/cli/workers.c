/* workers.c - see workers.h. Jobs are taken in the order they were given. */
#include "cli/workers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static void set_done(struct job *job)
{
    for (; job; job = job->with)
        job->done = true;
}

struct workers {
    workers_make *make;
    void *context;
    pthread_mutex_t lock;        /* of all below, and of job->done */
    pthread_cond_t given, made;
    struct job *first, *last;    /* given and not taken */
    bool stopping;
    pthread_t threads[JOBS_MOST];
    size_t count; /* threads that run; 0: the caller's does the work */
};

/* The next job; NULL when all is done and no more will come. */
static struct job *take(struct workers *workers)
{
    while (!workers->first && !workers->stopping)
        pthread_cond_wait(&workers->given, &workers->lock);
    struct job *job = workers->first;
    if (job)
        workers->first = job->next;
    return job;
}

static void *work(void *context)
{
    struct workers *workers = context;
    pthread_mutex_lock(&workers->lock);
    for (struct job *job; (job = take(workers));) {
        pthread_mutex_unlock(&workers->lock);
        workers->make(workers->context, job);
        pthread_mutex_lock(&workers->lock);
        set_done(job);
        pthread_cond_signal(&workers->made);
    }
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

struct workers *workers_start(size_t count, workers_make *make, void *context, readout_error *error)
{
    struct workers *workers = calloc(1, sizeof *workers);
    if (!workers) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    workers->make = make;
    workers->context = context;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->given, NULL);
    pthread_cond_init(&workers->made, NULL);
    while (count > 1 && workers->count < count) {
        int code = pthread_create(&workers->threads[workers->count], NULL, work, workers);
        if (code != 0) {
            error_set(error, READOUT_NO_MEMORY, NULL, "no more than %zu threads: %s", workers->count, strerror(code));
            workers_stop(workers);
            return NULL;
        }
        workers->count++;
    }
    return workers;
}

void workers_stop(struct workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->stopping = true;
    pthread_cond_broadcast(&workers->given);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->made);
    pthread_cond_destroy(&workers->given);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}

void workers_give(struct workers *workers, struct job *job)
{
    if (!workers->count) {
        workers->make(workers->context, job);
        set_done(job);
        return;
    }
    job->next = NULL;
    pthread_mutex_lock(&workers->lock);
    if (workers->first)
        workers->last->next = job;
    else
        workers->first = job;
    workers->last = job;
    pthread_cond_signal(&workers->given);
    pthread_mutex_unlock(&workers->lock);
}

void workers_wait(struct workers *workers, const struct job *job)
{
    pthread_mutex_lock(&workers->lock);
    while (!job->done)
        pthread_cond_wait(&workers->made, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_made(struct workers *workers, const struct job *job)
{
    pthread_mutex_lock(&workers->lock);
    bool done = job->done;
    pthread_mutex_unlock(&workers->lock);
    return done;
}
