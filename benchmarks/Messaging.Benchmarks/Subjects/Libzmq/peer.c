/*
 * A peer of zmq:// on libzmq, as docs/drivers/zeromq.md describes it and with no more than an echo needs.
 *
 *     peer serve PORT TOPIC      answers every call
 *     peer call PORT TOPIC       makes a round for each line "IN_FLIGHT BYTES SECONDS" that it reads, and prints one about it
 *
 * Both print "ready", and end with their input.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include "measure.h"

enum { HELLO = 1, ANNOUNCE, CALL, CAST, FANOUT, CANCEL, REPLY };
enum { VERSION = 1, ID_SIZE = 16, HEAD_SIZE = 2 + ID_SIZE };

static const char NO_ID[ID_SIZE];

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void *socket_of(int type)
{
    int none = 0;
    void *socket = zmq_socket(zmq_ctx_new(), type);
    zmq_setsockopt(socket, ZMQ_SNDHWM, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    return socket;
}

static void send_head(void *socket, int kind, const char *id, const char *more, size_t more_size)
{
    char head[HEAD_SIZE + 512] = {VERSION, (char)kind};
    memcpy(head + 2, id, ID_SIZE);
    memcpy(head + HEAD_SIZE, more, more_size);
    check(zmq_send(socket, head, HEAD_SIZE + more_size, ZMQ_SNDMORE) < 0, "send");
}

static void send_body(void *socket, const char *body, size_t size)
{
    check(zmq_send(socket, body, size, 0) < 0, "send");
}

static void write_hex(char *to, const char *id)
{
    for (int i = 0; i < ID_SIZE; i++) {
        to[2 * i] = "0123456789abcdef"[(id[i] >> 4) & 15];
        to[2 * i + 1] = "0123456789abcdef"[id[i] & 15];
    }
}

static void receive(void *socket, zmq_msg_t *message)
{
    zmq_msg_init(message);
    check(zmq_msg_recv(message, socket, 0) < 0, "receive");
}

/* The text behind a key, up to its quotation mark: an echo is asked nothing that would have to be unescaped. */
static const char *find_text(zmq_msg_t *body, const char *key, size_t *size)
{
    const char *data = zmq_msg_data(body), *end = data + zmq_msg_size(body);
    const char *text = memmem(data, end - data, key, strlen(key));
    if (!text) {
        fail("a message without the text that was looked for");
    }

    text += strlen(key);
    *size = (const char *)memchr(text, '"', end - text) - text;
    return text;
}

static void answer(void *router, zmq_msg_t *peer, const char *id, zmq_msg_t *request)
{
    static char *reply;
    static size_t room;
    size_t size;
    const char *payload = find_text(request, "\"payload\":\"", &size);
    if (room < size + 256) {
        reply = realloc(reply, room = size + 256);
    }

    char *at = stpcpy(reply, "{\"result\":\"");
    at = mempcpy(at, payload, size);
    at = stpcpy(at, "\",\"failure\":null,\"ending\":true,\"_msg_id\":\"");
    write_hex(at, id);
    at = stpcpy(at + 2 * ID_SIZE, "\"}");
    check(zmq_msg_send(peer, router, ZMQ_SNDMORE) < 0, "send");
    send_head(router, REPLY, id, "", 0);
    send_body(router, reply, at - reply);
}

static void *end_with_input(void *unused)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }

    exit(0);
    return unused;
}

static void serve(const char *address, const char *topic)
{
    char news[512];
    pthread_t watcher;
    void *router = socket_of(ZMQ_ROUTER);
    check(zmq_bind(router, address), "bind");
    int size = snprintf(news, sizeof news,
        "{\"node\":\"c\",\"load\":0,\"serves\":[{\"exchange\":\"openstack\",\"topic\":\"%s\",\"servers\":1}]}", topic);
    pthread_create(&watcher, NULL, end_with_input, NULL);
    puts("ready");
    fflush(stdout);
    for (;;) {
        zmq_msg_t peer, head, body;
        receive(router, &peer);
        receive(router, &head);
        receive(router, &body);
        const char *data = zmq_msg_data(&head);
        if (data[1] == CALL) {
            answer(router, &peer, data + 2, &body);
        } else if (data[1] == HELLO) {
            check(zmq_msg_send(&peer, router, ZMQ_SNDMORE) < 0, "send");
            send_head(router, ANNOUNCE, NO_ID, "", 0);
            send_body(router, news, size);
        }

        zmq_msg_close(&peer);
        zmq_msg_close(&head);
        zmq_msg_close(&body);
    }
}

struct client {
    void *dealer;
    const char *topic;
    char reply_to[2 * ID_SIZE + 1], id[ID_SIZE], *body;
    size_t in_flight;
};

/* The id says which slot the call has: answers come in any order. */
static void call(struct client *client, uint16_t slot, size_t bytes)
{
    static uint64_t count;
    uint64_t number = ++count << 16 | slot;
    char more[512] = {0}, *at = more, hex[2 * ID_SIZE + 1] = {0};
    memcpy(client->id + 8, &number, sizeof number);
    at[1] = client->in_flight < 255 ? (char)client->in_flight : (char)255;
    memset(at + 2, 0xff, 4);
    at += 6;
    *at++ = 9;
    at = stpcpy(at, "openstack");
    *at++ = (char)strlen(client->topic);
    at = stpcpy(at, client->topic);
    at += 4; /* no server, no traceparent, no tracestate */
    send_head(client->dealer, CALL, client->id, more, at - more);

    /* The payload is in its place from round to round. */
    at = client->body + strlen("{\"method\":\"echo\",\"args\":{\"payload\":\"") + bytes;
    write_hex(hex, client->id);
    at += sprintf(at, "\"},\"version\":\"1.0\",\"_unique_id\":\"%s\",\"_msg_id\":\"%s\",\"_reply_q\":\"%s\",\"_timeout\":null}",
        hex, hex, client->reply_to);
    send_body(client->dealer, client->body, at - client->body);
}

static void run_round(struct client *client, size_t bytes, double seconds)
{
    struct times times = {0};
    int64_t *sent = calloc(client->in_flight, sizeof *sent), start = now(), end = start + (int64_t)(seconds * 1e9), at = start;
    double used = processor_time();
    client->body = malloc(bytes + 512);
    memset(stpcpy(client->body, "{\"method\":\"echo\",\"args\":{\"payload\":\""), 'x', bytes);
    for (size_t i = 0; i < client->in_flight; i++) {
        sent[i] = now();
        call(client, (uint16_t)i, bytes);
    }

    for (size_t open = client->in_flight; open > 0;) {
        zmq_msg_t head, body;
        receive(client->dealer, &head);
        receive(client->dealer, &body);
        const char *data = zmq_msg_data(&head);
        if (data[1] == REPLY) {
            size_t size;
            uint64_t number;
            find_text(&body, "\"result\":\"", &size);
            if (size != bytes) {
                fail("another answer than the payload");
            }

            memcpy(&number, data + 2 + 8, sizeof number);
            at = now();
            record(&times, at - sent[number & 0xffff]);
            if (at < end) {
                sent[number & 0xffff] = at;
                call(client, number & 0xffff, bytes);
            } else {
                open--;
            }
        } else if (data[1] != ANNOUNCE) {
            fail("an answer that is no reply");
        }

        zmq_msg_close(&head);
        zmq_msg_close(&body);
    }

    report(&times, at - start, processor_time() - used);
    free(client->body);
    free(sent);
}

static int call_all(const char *address, const char *topic)
{
    struct client client = {.dealer = socket_of(ZMQ_DEALER), .topic = topic};
    char hello[256];
    size_t bytes;
    double seconds;
    zmq_msg_t head, body;
    check(zmq_connect(client.dealer, address), "connect");
    check(getentropy(client.id, ID_SIZE), "random bytes");
    write_hex(client.reply_to, client.id);
    send_head(client.dealer, HELLO, NO_ID, "", 0);
    send_body(client.dealer, hello, snprintf(hello, sizeof hello, "{\"reply_to\":\"%s\",\"name\":\"c\"}", client.reply_to));
    receive(client.dealer, &head);
    receive(client.dealer, &body);
    puts("ready");
    fflush(stdout);
    while (scanf("%zu %zu %lf", &client.in_flight, &bytes, &seconds) == 3) {
        run_round(&client, bytes, seconds);
    }

    return 0;
}

int main(int count, char **words)
{
    char address[64];
    if (count != 4) {
        fail("peer serve|call PORT TOPIC");
    }

    snprintf(address, sizeof address, "tcp://127.0.0.1:%s", words[2]);
    if (strcmp(words[1], "serve") == 0) {
        serve(address, words[3]);
    }

    return call_all(address, words[3]);
}
