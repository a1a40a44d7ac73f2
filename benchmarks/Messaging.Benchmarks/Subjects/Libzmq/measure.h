/* What the programs on libzmq share: the clock, and the line about a round. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <zmq.h>

struct times {
    uint32_t *nanoseconds;
    size_t count, room;
};

static inline int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* Seconds of processor time of this process. */
static inline double processor_time(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static inline void check(int failed, const char *what)
{
    if (failed) {
        fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
        exit(1);
    }
}

static inline void record(struct times *times, int64_t took)
{
    if (times->count == times->room) {
        times->room = times->room ? times->room * 2 : 1 << 20;
        times->nanoseconds = realloc(times->nanoseconds, times->room * sizeof *times->nanoseconds);
    }

    times->nanoseconds[times->count++] = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
}

static inline int by_size(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Prints: round trips, seconds, p50, p99 and p99.9 in microseconds, seconds of processor time. */
static inline void report(struct times *times, int64_t elapsed, double used)
{
    uint32_t *sorted = times->nanoseconds;
    size_t count = times->count;
    qsort(sorted, count, sizeof *sorted, by_size);
    printf("%zu %.6f %.3f %.3f %.3f %.6f\n", count, elapsed / 1e9, sorted[count / 2] / 1e3, sorted[count * 99 / 100] / 1e3,
        sorted[count * 999 / 1000] / 1e3, used);
    fflush(stdout);
    free(times->nanoseconds);
}

#endif
