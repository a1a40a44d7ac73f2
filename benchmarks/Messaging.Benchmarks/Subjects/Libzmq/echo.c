/*
 * The line to beat without a broker: DEALER to ROUTER on libzmq, over the loopback interface, one thread a side, nothing but the bytes.
 *
 *     echo IN_FLIGHT BYTES SECONDS
 *
 * Prints: round trips, seconds, p50, p99 and p99.9 in microseconds, microseconds of processor time a round trip.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zmq.h>

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

static double processor_time(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static void check(int failed, const char *what)
{
    if (failed) {
        fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
        exit(1);
    }
}

/* Sends each message back to whom it came from, until the context ends. */
static void *serve(void *router)
{
    for (;;) {
        zmq_msg_t peer, body;
        zmq_msg_init(&peer);
        zmq_msg_init(&body);
        if (zmq_msg_recv(&peer, router, 0) < 0 || zmq_msg_recv(&body, router, 0) < 0
            || zmq_msg_send(&peer, router, ZMQ_SNDMORE) < 0 || zmq_msg_send(&body, router, 0) < 0) {
            break;
        }
    }

    zmq_close(router);
    return NULL;
}

static int by_size(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

int main(int count, char **words)
{
    if (count != 4) {
        fprintf(stderr, "echo IN_FLIGHT BYTES SECONDS\n");
        return 2;
    }

    size_t in_flight = strtoul(words[1], NULL, 10), bytes = strtoul(words[2], NULL, 10);
    int64_t length = (int64_t)(strtod(words[3], NULL) * 1e9);
    size_t room = 1 << 20, done = 0, oldest = 0;
    uint32_t *times = malloc(room * sizeof *times);
    int64_t *sent = calloc(in_flight, sizeof *sent);
    char *payload = calloc(bytes + 1, 1), address[256];
    size_t address_size = sizeof address;
    pthread_t server;
    int unlimited = 0;

    void *context = zmq_ctx_new();
    void *router = zmq_socket(context, ZMQ_ROUTER);
    zmq_setsockopt(router, ZMQ_SNDHWM, &unlimited, sizeof unlimited);
    zmq_setsockopt(router, ZMQ_RCVHWM, &unlimited, sizeof unlimited);
    check(zmq_bind(router, "tcp://127.0.0.1:*"), "bind");
    check(zmq_getsockopt(router, ZMQ_LAST_ENDPOINT, address, &address_size), "address");
    check(pthread_create(&server, NULL, serve, router), "thread");

    void *dealer = zmq_socket(context, ZMQ_DEALER);
    int linger = 0;
    zmq_setsockopt(dealer, ZMQ_LINGER, &linger, sizeof linger);
    check(zmq_connect(dealer, address), "connect");

    double used = processor_time();
    int64_t start = now(), end = start + length, at = start;
    for (size_t i = 0; i < in_flight; i++) {
        sent[i] = now();
        check(zmq_send(dealer, payload, bytes, 0) < 0, "send");
    }

    /* One connection keeps the order, so the oldest is always the next to come back. */
    while (at < end) {
        zmq_msg_t answer;
        zmq_msg_init(&answer);
        check(zmq_msg_recv(&answer, dealer, 0) < 0, "receive");
        zmq_msg_close(&answer);
        at = now();
        if (done == room) {
            room *= 2;
            times = realloc(times, room * sizeof *times);
        }

        int64_t took = at - sent[oldest];
        times[done++] = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
        sent[oldest] = at;
        oldest = (oldest + 1) % in_flight;
        check(zmq_send(dealer, payload, bytes, 0) < 0, "send");
    }

    used = processor_time() - used;
    qsort(times, done, sizeof *times, by_size);
    printf("%zu %.6f %.3f %.3f %.3f %.3f\n", done, (at - start) / 1e9, times[done / 2] / 1e3, times[done * 99 / 100] / 1e3,
        times[done * 999 / 1000] / 1e3, used / done);

    zmq_close(dealer);
    zmq_ctx_shutdown(context);
    pthread_join(server, NULL);
    zmq_ctx_term(context);
    free(times);
    free(sent);
    free(payload);
    return 0;
}
