#!/usr/bin/python3
"""A peer of zmq:// on libzmq, written from docs/drivers/zeromq.md alone, for interop tests.

    /usr/bin/python3 zmq_peer.py serve --bind tcp://127.0.0.1:5555 --topic demo --server one
    /usr/bin/python3 zmq_peer.py call --connect tcp://127.0.0.1:5555 --topic demo --sizes 1,1000 --at-once 200

serve has the methods echo(value), slow(value), which answers after a sign of life, and fail(). It prints {"event": "ready"} when it is
bound, and {"event": "cast", "method": ..., "args": ...} for each cast.

call sends, for each size, as many calls of --method at once as --at-once says, each with a text of that size, and compares the answers.
It prints {"size": ..., "ok": ..., "wrong": ..., "refused": [reasons], "failed": [texts]} for each size. --cast sends casts instead; they are
ok when they were accepted. The exit code is 0 when all were ok, 3 when not, 4 when the server let us not in.
"""

import argparse
import json
import os
import struct
import sys
import uuid

import zmq
import zmq.auth
from zmq.auth.thread import ThreadAuthenticator

HELLO, ANNOUNCE, CALL, CAST, FANOUT, CANCEL, REPLY, ACCEPTED, REFUSED = range(1, 10)
VERSION = 1
NO_ID = bytes(16)
NO_LIMIT = 0xFFFFFFFF
NOBODY, OVERLOADED, TOO_LARGE, LATE = range(1, 5)


def header(kind, id=NO_ID, more=b""):
    return bytes([VERSION, kind]) + id + more


def text(value):
    data = value.encode()
    return bytes([len(data)]) + data


def request(kind, id, exchange, topic, server="", milliseconds=NO_LIMIT, in_flight=0):
    more = bytes([0, min(in_flight, 255)]) + struct.pack(">I", milliseconds)
    return header(kind, id, more + text(exchange) + text(topic) + text(server) + text("") + b"\0\0")


def read_text(data, at):
    length = data[at]
    return data[at + 1:at + 1 + length].decode(), at + 1 + length


def read_request(data):
    milliseconds, = struct.unpack(">I", data[20:24])
    exchange, at = read_text(data, 24)
    topic, at = read_text(data, at)
    server, at = read_text(data, at)
    return milliseconds, exchange, topic, server


def say(**line):
    print(json.dumps(line), flush=True)


def serve(a, context):
    socket = context.socket(zmq.ROUTER)
    socket.linger = 0
    socket.rcvhwm = socket.sndhwm = 0
    authenticator = secure_server(a, socket, context)  # noqa: F841  It stops when nobody refers to it.
    socket.bind(a.bind)
    served = [{"exchange": a.exchange, "topic": a.topic, "servers": 1},
              {"exchange": a.exchange, "topic": a.topic, "server": a.server, "servers": 1}]
    announcement = json.dumps({"node": "python", "load": 0, "serves": served}).encode()
    say(event="ready")
    while True:
        client, head, body = socket.recv_multipart()
        kind, id = head[1], head[2:18]
        if head[0] != VERSION:
            raise ValueError("version %d" % head[0])
        if kind == HELLO:
            hello = json.loads(body)
            say(event="hello", reply_to=hello["reply_to"], name=hello["name"])
            socket.send_multipart([client, header(ANNOUNCE), announcement])
        elif kind in (CALL, CAST, FANOUT):
            milliseconds, exchange, topic, server = read_request(head)
            if milliseconds == 0:
                socket.send_multipart([client, header(REFUSED, id, bytes([LATE])), b""])
            elif (exchange, topic) != (a.exchange, a.topic) or server not in ("", a.server):
                socket.send_multipart([client, header(REFUSED, id, bytes([NOBODY])), b""])
            elif kind == CALL:
                answer(socket, client, id, json.loads(body))
            else:
                message = json.loads(body)
                say(event="cast", method=message["method"], args=message["args"], fanout=kind == FANOUT)
                socket.send_multipart([client, header(ACCEPTED, id), b""])
        elif kind == CANCEL:
            say(event="cancel", id=id.hex())


def answer(socket, client, id, message):
    def send(**reply):
        reply = {"result": None, "failure": None, "ending": True, "_msg_id": message["_msg_id"], **reply}
        socket.send_multipart([client, header(REPLY, id), json.dumps(reply).encode()], copy=False)

    method = message["method"]
    if method == "echo":
        send(result=message["args"]["value"])
    elif method == "slow":
        send(ending=False)
        send(result=message["args"]["value"])
    else:
        failure = {"class": "ValueError", "module": "builtins", "message": "no " + method, "tb": [], "args": ["no " + method], "kwargs": {}}
        send(failure=json.dumps(failure))


def call(a, context):
    socket = context.socket(zmq.DEALER)
    socket.linger = 0
    socket.rcvhwm = socket.sndhwm = 0
    secure_client(a, socket)
    socket.connect(a.connect)
    reply_to = uuid.uuid4().hex
    hello = json.dumps({"reply_to": reply_to, "name": "python"}).encode()
    socket.send_multipart([header(HELLO), hello])
    socket.rcvtimeo = int(a.hello_timeout * 1000)
    try:
        head, body = socket.recv_multipart()
    except zmq.Again:
        say(event="not let in")
        return 4
    assert head[:2] == bytes([VERSION, ANNOUNCE]), head
    say(event="announced", **json.loads(body))
    socket.rcvtimeo = int(a.timeout * 1000)
    return max([burst(a, socket, reply_to, size) for size in a.sizes])


def burst(a, socket, reply_to, size):
    value = "x" * size
    waiting = {}
    for n in range(a.at_once):
        id = uuid.uuid4().bytes
        mine = value[:-1] + chr(ord("a") + n % 26)
        message = {"method": a.method, "args": {"value": mine}, "version": "1.0", "_unique_id": uuid.uuid4().hex}
        if not a.cast:
            message.update(_msg_id=id.hex(), _reply_q=reply_to, _timeout=None)
        waiting[id] = mine
        head = request(CAST if a.cast else CALL, id, a.exchange, a.topic, a.server, int(a.timeout * 1000), len(waiting))
        socket.send_multipart([head, json.dumps(message).encode()], copy=False)
    ok, wrong, refused, failed = 0, 0, [], []
    while waiting:
        head, body = socket.recv_multipart()
        kind, id = head[1], head[2:18]
        if kind == REPLY:
            reply = json.loads(body)
            if not reply.get("ending", True):
                continue
            expected = waiting.pop(id)
            if reply.get("failure"):
                failed.append(json.loads(reply["failure"])["message"])
            elif reply["result"] == expected:
                ok += 1
            else:
                wrong += 1
        elif kind == ACCEPTED:
            waiting.pop(id)
            ok += 1
        elif kind == REFUSED:
            waiting.pop(id)
            refused.append(head[18])
    say(size=size, ok=ok, wrong=wrong, refused=refused, failed=failed)
    return 0 if ok == a.at_once else 3


def secure_server(a, socket, context):
    authenticator = None
    if a.plain or a.curve_secret:
        # libzmq asks a thread of the application, over a socket of its own, whom to let in.
        authenticator = ThreadAuthenticator(context)
        authenticator.start()
    if a.plain:
        user, password = a.plain.split(":")
        authenticator.configure_plain(domain="*", passwords={user: password})
        socket.plain_server = True
    if a.curve_secret:
        authenticator.configure_curve(domain="*", location=zmq.auth.CURVE_ALLOW_ANY)
        socket.curve_secretkey = a.curve_secret.encode()
        socket.curve_publickey = zmq.curve_public(a.curve_secret.encode())
        socket.curve_server = True
    return authenticator


def secure_client(a, socket):
    if a.plain:
        user, password = a.plain.split(":")
        socket.plain_username, socket.plain_password = user.encode(), password.encode()
    if a.curve_server:
        secret = a.curve_secret.encode() if a.curve_secret else zmq.curve_keypair()[1]
        socket.curve_secretkey, socket.curve_publickey = secret, zmq.curve_public(secret)
        socket.curve_serverkey = a.curve_server.encode()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    roles = p.add_subparsers(dest="role", required=True)
    server = roles.add_parser("serve")
    server.add_argument("--bind", required=True)
    client = roles.add_parser("call")
    client.add_argument("--connect", required=True)
    client.add_argument("--method", default="echo")
    client.add_argument("--cast", action="store_true")
    client.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[100])
    client.add_argument("--at-once", type=int, default=1)
    client.add_argument("--timeout", type=float, default=100)
    client.add_argument("--hello-timeout", type=float, default=60)
    for role in (server, client):
        role.add_argument("--topic", required=True)
        role.add_argument("--exchange", default="openstack")
        role.add_argument("--server", default="")
        role.add_argument("--plain", metavar="USER:PASSWORD")
        role.add_argument("--curve-secret", metavar="KEY", help="the own secret key, 40 characters of Z85")
        role.add_argument("--curve-server", metavar="KEY", help="the public key of the server")
    a = p.parse_args()
    status = serve(a, zmq.Context()) if a.role == "serve" else call(a, zmq.Context())
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
