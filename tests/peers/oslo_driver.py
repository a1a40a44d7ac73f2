#!/usr/bin/python3
"""A Python oslo.messaging process that is driven over its standard input, for interop tests.

A Python process takes a second to start, so that one does the work of many: one JSON object per
line on stdin says what to do, each runs in a thread of its own, and one JSON object per line on
stdout, with the same "id", says how it went. The process ends with its input.

    {"id": 1, "op": "call", "topic": "demo", "method": "echo", "args": "{\"value\": NaN}"}
    {"id": 1, "ok": true, "json": "NaN", "elapsed": 0.01}

call, cast, fanout  method topic exchange server namespace version version_cap timeout
                    call_monitor_timeout context args at_least_once repeat
                    -> {"ok": true, "json"} or {"ok": false, "error"} as of oslo_client.py, with
                    "kwargs" and "trace" beside
serve               topic server exchange access_policy ping threads allow_exmod
                    -> {"ok": true, "event": "ready"}; methods and dispatch lines as of oslo_server.py
stop                topic server                       -> {"ok": true, "event": "stopped"}
load                method topic server callers calls|seconds timeout
                    -> {"ok": true, "calls", "failed", "wrong", "errors": [...]}: each call carries
                    "PREFIX-CALLER-NUMBER" as `value`, which must come back
notify              topics priority event_type publisher_id payload context driver count
listen              topics priorities pool exchange batch_size batch_timeout requeue_first
                    -> {"ok": true, "event": "ready"}; lines as of oslo_notify.py with "listener": ID

args, context and payload are texts that hold JSON, and so is the result, "json": what Python writes
is not always what a strict reader reads. All take "opts", a list of NAME=VALUE for
[oslo_messaging_rabbit], "allow_exmod", and "transport", a name: commands with the same three share a
transport, and so its connections and its reply queue.
"""

import argparse
import json
import logging
import os
import sys
import threading
import time
import traceback

from oslo_config import cfg
import oslo_messaging

import oslo_server
from oslo_notify import Context
from oslo_server import emit

PRIORITIES = ["audit", "debug", "info", "warn", "error", "critical", "sample"]


class Driver:
    def __init__(self, url):
        self.url = url
        self.lock = threading.Lock()
        self.transports = {}
        self.servers = {}

    def transport(self, c, make=oslo_messaging.get_rpc_transport):
        opts, exmods = c.get("opts") or [], c.get("allow_exmod") or []
        key = (make.__name__, c.get("transport"), tuple(opts), tuple(exmods))
        with self.lock:
            if key not in self.transports:
                more = {"allowed_remote_exmods": exmods} if make is oslo_messaging.get_rpc_transport else {}
                self.transports[key] = make(cfg.CONF, oslo_server.with_options(self.url, opts), **more)
            return self.transports[key]

    def client(self, c, fanout=None):
        target = oslo_messaging.Target(
            topic=c.get("topic"), exchange=c.get("exchange"), server=c.get("server"),
            namespace=c.get("namespace"), version=c.get("version"), fanout=fanout)
        more = {}
        if c.get("at_least_once"):
            more["transport_options"] = oslo_messaging.TransportOptions(at_least_once=True)
        return oslo_messaging.get_rpc_client(
            self.transport(c), target, timeout=c.get("timeout"), version_cap=c.get("version_cap"),
            call_monitor_timeout=c.get("call_monitor_timeout"), **more)

    def invoke(self, c):
        client = self.client(c, True if c["op"] == "fanout" else None)
        invoke = client.call if c["op"] == "call" else client.cast
        context, args = json.loads(c.get("context") or "{}"), json.loads(c.get("args") or "{}")
        for _ in range(c.get("repeat") or 1):
            result = invoke(context, c["method"], **args)
        return {"json": json.dumps(result)}

    def serve(self, c):
        target = oslo_messaging.Target(topic=c["topic"], server=c["server"], exchange=c.get("exchange"))
        transport = self.transport(c)
        endpoints = [oslo_server.Default(c["server"]), oslo_server.Admin(c["server"]),
                     Hop(c["server"], self, c)]
        with self.lock:
            from oslo_messaging.rpc import dispatcher
            cfg.CONF.register_opts(dispatcher._dispatcher_opts)
            cfg.CONF.set_override("rpc_ping_enabled", bool(c.get("ping")))
            server = oslo_messaging.get_rpc_server(
                transport, target, endpoints, executor="threading",
                access_policy=oslo_server.POLICIES[c.get("access_policy") or "default"])
        server.start(override_pool_size=c.get("threads") or 64)
        self.servers[c["topic"], c["server"]] = server
        return {"event": "ready"}

    def stop(self, c):
        server = self.servers.pop((c["topic"], c["server"]))
        server.stop()
        server.wait()
        return {"event": "stopped"}

    def load(self, c):
        client, lock = self.client(c), threading.Lock()
        seen = {"calls": 0, "failed": 0, "wrong": 0, "errors": []}
        end = time.monotonic() + c["seconds"] if c.get("seconds") else None

        def caller(number):
            i = 0
            while time.monotonic() < end if end else i < c["calls"]:
                value = "%s-%d-%d" % (c.get("prefix") or "v", number, i)
                i += 1
                try:
                    wrong, error = client.call({}, c["method"], value=value) != value, None
                except Exception as e:
                    wrong, error = False, "%s: %s" % (type(e).__name__, e)
                with lock:
                    seen["calls"] += 1
                    seen["wrong"] += wrong
                    if error:
                        seen["failed"] += 1
                        seen["errors"] = (seen["errors"] + [value + " " + error])[:10]

        threads = [threading.Thread(target=caller, args=(n,)) for n in range(c["callers"])]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return seen

    def notify(self, c):
        notifier = oslo_messaging.Notifier(
            self.transport(c, oslo_messaging.get_notification_transport),
            publisher_id=c.get("publisher_id") or "peer.host1",
            driver=c.get("driver") or "messagingv2", topics=c["topics"])
        for _ in range(c.get("count") or 1):
            getattr(notifier, c.get("priority") or "info")(
                Context(json.loads(c.get("context") or "{}")), c.get("event_type") or "peer.event",
                json.loads(c.get("payload") or "{}"))
        return {"event": "sent"}

    def listen(self, c):
        targets = [oslo_messaging.Target(topic=t, exchange=c.get("exchange")) for t in c["topics"]]
        seen = set()
        requeue, handled = oslo_messaging.NotificationResult.REQUEUE, oslo_messaging.NotificationResult.HANDLED

        def one(priority, ctxt, publisher_id, event_type, payload, metadata):
            again = c.get("requeue_first") and metadata["message_id"] not in seen
            seen.add(metadata["message_id"])
            result = requeue if again else handled
            emit(event="notification", listener=c["id"], priority=priority, publisher_id=publisher_id,
                 event_type=event_type, json=json.dumps(payload), metadata=metadata, context=ctxt,
                 result=result)
            return result

        def single(priority):
            return lambda self, ctxt, publisher_id, event_type, payload, metadata: one(
                priority, ctxt, publisher_id, event_type, payload, metadata)

        def batch(priority):
            def method(self, messages):
                emit(event="batch", listener=c["id"], priority=priority, size=len(messages))
                results = [one(priority, m["ctxt"], m["publisher_id"], m["event_type"],
                               m["payload"], m["metadata"]) for m in messages]
                return requeue if requeue in results else None
            return method

        members = {p: (batch if c.get("batch_size") else single)(p)
                   for p in c.get("priorities") or PRIORITIES}
        if c.get("filter_event_type") or c.get("filter_publisher_id"):
            members["filter_rule"] = oslo_messaging.NotificationFilter(
                event_type=c.get("filter_event_type"), publisher_id=c.get("filter_publisher_id"))
        transport = self.transport(c, oslo_messaging.get_notification_transport)
        common = dict(executor="threading", allow_requeue=True, pool=c.get("pool"))
        endpoints = [type("Endpoint", (), members)()]
        if c.get("batch_size"):
            listener = oslo_messaging.get_batch_notification_listener(
                transport, targets, endpoints, batch_size=c["batch_size"],
                batch_timeout=c.get("batch_timeout"), **common)
        else:
            listener = oslo_messaging.get_notification_listener(transport, targets, endpoints, **common)
        listener.start()
        self.servers[c["topics"][0], str(c["id"])] = listener
        return {"event": "ready"}

    def run(self, c):
        started = time.monotonic()
        try:
            operation = self.invoke if c["op"] in ("call", "cast", "fanout") else getattr(self, c["op"])
            answer = {"ok": True, **operation(c)}
        except Exception as e:
            answer = {"ok": False, "error": describe(e)}
        emit(id=c["id"], elapsed=round(time.monotonic() - started, 3), **answer)


class Hop(oslo_server.Base):
    """Passes a call on, with its context, to another server: what fails there fails here."""

    target = oslo_messaging.Target(version="1.5")

    def __init__(self, name, driver, command):
        super().__init__(name)
        self.driver, self.command = driver, command

    def forward(self, ctxt, topic, what, args):
        self.seen("forward", ctxt, topic=topic, what=what)
        target = oslo_messaging.Target(topic=topic)
        client = oslo_messaging.get_rpc_client(self.driver.transport(self.command), target)
        return client.call(ctxt, what, **args)


def describe(e):
    remote = isinstance(e, oslo_messaging.RemoteError)
    return {"type": type(e).__name__, "module": type(e).__module__, "message": str(e),
            "args": list(e.args), "remote_type": e.exc_type if remote else None,
            "remote_message": e.value if remote else None,
            "kwargs": getattr(e, "kwargs", None) or {},
            "trace": "".join(e.traceback or []) if remote else traceback.format_exc()}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--url", default="rabbit://guest:guest@127.0.0.1:5672//")
    p.add_argument("--verbose", action="store_true", help="library log on stderr")
    a = p.parse_args()
    logging.basicConfig(level=logging.DEBUG if a.verbose else logging.CRITICAL)
    cfg.CONF([], project="peer", default_config_files=[])
    driver = Driver(a.url)
    emit(event="ready")
    for line in sys.stdin:
        threading.Thread(target=driver.run, args=(json.loads(line),), daemon=True).start()
    # Servers stop when their process does: a stop in good order takes seconds.
    os._exit(0)


if __name__ == "__main__":
    main()
