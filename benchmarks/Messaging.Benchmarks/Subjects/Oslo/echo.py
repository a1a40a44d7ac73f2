#!/usr/bin/python3
"""The same call with Python's oslo.messaging, as both sides of a round of the benchmark.

    /usr/bin/python3 echo.py serve --url rabbit://guest:guest@127.0.0.1:5672// --topic echo
    /usr/bin/python3 echo.py call --url rabbit://guest:guest@127.0.0.1:5672// --topic echo

Both print "ready", and end with their input. The client makes a round for each line "CALLERS BYTES SECONDS" that it reads: so many threads,
each of which calls when its last call has answered. It prints calls, seconds, p50, p99 and p99.9 in microseconds, and seconds of processor
time.
"""

import argparse
import logging
import os
import sys
import threading
import time

from oslo_config import cfg
import oslo_messaging


class Echo:
    def echo(self, ctxt, payload):
        return payload


def serve(transport, topic):
    target = oslo_messaging.Target(topic=topic, server="one")
    server = oslo_messaging.get_rpc_server(transport, target, [Echo()], executor="threading")
    server.start()
    print("ready", flush=True)
    sys.stdin.read()


def call(transport, topic):
    client = oslo_messaging.get_rpc_client(transport, oslo_messaging.Target(topic=topic))
    print("ready", flush=True)
    for line in sys.stdin:
        callers, size, seconds = line.split()
        print(*round_of(client, int(callers), "x" * int(size), float(seconds)), flush=True)


def round_of(client, callers, payload, seconds):
    """Every thread has made a call, and so has its connection, before the clock starts."""
    times, failures = [[] for _ in range(callers)], []
    warm, go = threading.Barrier(callers + 1), threading.Event()
    span = {}

    def run(mine):
        try:
            client.call({}, "echo", payload=payload)
            warm.wait()
            go.wait()
            at = time.perf_counter()
            while at < span["end"]:
                if client.call({}, "echo", payload=payload) != payload:
                    raise ValueError("another answer than the payload")
                now = time.perf_counter()
                mine.append(now - at)
                at = now
        except Exception as e:
            failures.append(e)
            warm.abort()

    threads = [threading.Thread(target=run, args=(mine,)) for mine in times]
    for thread in threads:
        thread.start()
    try:
        warm.wait()
    except threading.BrokenBarrierError:
        raise failures[0]
    used, start = time.process_time(), time.perf_counter()
    span["end"] = start + seconds
    go.set()
    for thread in threads:
        thread.join()
    elapsed, used = time.perf_counter() - start, time.process_time() - used
    if failures:
        raise failures[0]
    took = sorted(t * 1e6 for mine in times for t in mine)
    at = [took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.99, 0.999)]
    return (len(took), elapsed, *at, used)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("role", choices=["serve", "call"])
    p.add_argument("--url", required=True)
    p.add_argument("--topic", required=True)
    a = p.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    cfg.CONF([], project="benchmark", default_config_files=[])
    transport = oslo_messaging.get_rpc_transport(cfg.CONF, a.url)
    (serve if a.role == "serve" else call)(transport, a.topic)
    # To clean up may take seconds, and there is nothing that the broker does not drop by itself.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
