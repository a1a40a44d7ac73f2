/*
 * The line to beat without a broker: DEALER to ROUTER on libzmq, over the loopback interface, one thread a side, nothing but the bytes.
 *
 *     echo IN_FLIGHT BYTES SECONDS
 */
#include <pthread.h>
#include <string.h>
#include "measure.h"

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

int main(int count, char **words)
{
    if (count != 4) {
        fprintf(stderr, "echo IN_FLIGHT BYTES SECONDS\n");
        return 2;
    }

    size_t in_flight = strtoul(words[1], NULL, 10), bytes = strtoul(words[2], NULL, 10), oldest = 0;
    int64_t length = (int64_t)(strtod(words[3], NULL) * 1e9);
    struct times times = {0};
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
        record(&times, at - sent[oldest]);
        sent[oldest] = at;
        oldest = (oldest + 1) % in_flight;
        check(zmq_send(dealer, payload, bytes, 0) < 0, "send");
    }

    report(&times, at - start, processor_time() - used);
    zmq_close(dealer);
    zmq_ctx_shutdown(context);
    pthread_join(server, NULL);
    zmq_ctx_term(context);
    free(sent);
    free(payload);
    return 0;
}
