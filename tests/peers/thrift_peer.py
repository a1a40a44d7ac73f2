#!/usr/bin/python3
"""Plays the other side of Thrift: Python's own library, over every protocol and transport.

serve   serves tests/peers/thrift/tester.thrift on a port for each protocol and transport, and says which
call    calls a server in every way, and says what failed
"""
import argparse
import http.server
import itertools
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATED = tempfile.mkdtemp(prefix="thrift-peer-")
for name in ("shared", "tester"):
    subprocess.run(["thrift", "--gen", "py", "-out", GENERATED, os.path.join(HERE, "thrift", name + ".thrift")],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.Thrift import TApplicationException  # noqa: E402
from thrift.TMultiplexedProcessor import TMultiplexedProcessor  # noqa: E402
from thrift.protocol import TBinaryProtocol, TCompactProtocol, TJSONProtocol  # noqa: E402
from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol  # noqa: E402
from thrift.server import THttpServer, TServer  # noqa: E402
from thrift.transport import THttpClient, TSocket, TTransport, TZlibTransport  # noqa: E402
from tester import Tester  # noqa: E402
from tester.ttypes import Colour, Everything, Inner, NotFound, Shape, TooMuch  # noqa: E402
from shared.ttypes import Stamp  # noqa: E402

PROTOCOLS = {
    "binary": TBinaryProtocol.TBinaryProtocolFactory,
    "compact": TCompactProtocol.TCompactProtocolFactory,
    "json": TJSONProtocol.TJSONProtocolFactory,
}
OLD = lambda: TBinaryProtocol.TBinaryProtocolFactory(strictRead=False, strictWrite=False)  # noqa: E731
TRANSPORTS = {
    "framed": TTransport.TFramedTransportFactory,
    "buffered": TTransport.TBufferedTransportFactory,
    "zlib": TZlibTransport.TZlibTransportFactory,
}


def say(**line):
    print(json.dumps(line), flush=True)


class Handler:
    def __init__(self):
        self.notes = []

    def ping(self, text):
        return text + "!"

    def add(self, a, b):
        return a + b

    def echo(self, value):
        return value

    def reverse(self, bytes):
        return bytes[::-1]

    def find(self, name):
        if name == "missing":
            raise NotFound(message="no such thing", code=404)
        if name == "much":
            raise TooMuch(limit=1 << 40)

    def nothing(self):
        pass

    def note(self, text):
        self.notes.append(text)

    def allNotes(self):
        return self.notes

    def crash(self):
        raise ValueError("broken")

    def isWarm(self, colour):
        return colour == Colour.RED


class Listening:
    """A server transport over a socket that listens on a port that the system chose."""

    def __init__(self, context=None):
        self.handle = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.context = context

    @property
    def port(self):
        return self.handle.getsockname()[1]

    def listen(self):
        pass

    def accept(self):
        client, _ = self.handle.accept()
        if self.context:
            client = self.context.wrap_socket(client, server_side=True)
        result = TSocket.TSocket()
        result.setHandle(client)
        return result

    def close(self):
        self.handle.close()


class HttpServer(http.server.HTTPServer):
    request_queue_size = 128


def start(server):
    threading.Thread(target=server.serve, daemon=True).start()


def serve(options):
    ports = {}
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
    handler = Handler()
    single = Tester.Processor(handler)
    multiplexed = TMultiplexedProcessor()
    multiplexed.registerProcessor("tester", single)
    for protocol, transport in itertools.product(PROTOCOLS, TRANSPORTS):
        for tls in [False, True] if context else [False]:
            listening = Listening(context if tls else None)
            start(TServer.TThreadedServer(single, listening, TRANSPORTS[transport](), PROTOCOLS[protocol](), daemon=True))
            ports["/".join([protocol, transport] + (["tls"] if tls else []))] = listening.port
        if transport == "framed":
            listening = Listening()
            start(TServer.TThreadedServer(multiplexed, listening, TRANSPORTS[transport](), PROTOCOLS[protocol](), daemon=True))
            ports[protocol + "/multiplexed"] = listening.port
    for protocol in PROTOCOLS:
        plain = THttpServer.THttpServer(single, ("127.0.0.1", 0), PROTOCOLS[protocol](), server_class=HttpServer)
        ports[protocol + "/http"] = plain.httpd.server_address[1]
        start(plain)
        if context:
            https = THttpServer.THttpServer(single, ("127.0.0.1", 0), PROTOCOLS[protocol](), server_class=HttpServer)
            https.httpd.socket = context.wrap_socket(https.httpd.socket, server_side=True)
            ports[protocol + "/https"] = https.httpd.server_address[1]
            start(https)
    say(event="ready", ports=ports)
    threading.Event().wait()


def sample():
    return Everything(
        truth=True, small=-128, medium=-32768, whole=-2147483648, large=-9223372036854775808, real=0.1, text="zo\u00eb \u4f60\u597d \U0001f600 \"\\\n\0",
        bytes=bytes(range(256)), colour=Colour.LIGHT_BLUE, inner=Inner(number=5, note="n"), numbers=[1, -2, 3], words={"a", "b"},
        table={"x": [Inner(number=1), Inner(number=2, note="", colour=77)], "": []}, nested={-1: {Colour.RED: Shape(circle=3)}, 7: {}},
        deep=[[{1, 1 << 62}, set()], []], shape=Shape(inner=Inner(number=9)), flags=[True, False, True], stamp=Stamp(seconds=1 << 33, nanos=1))


def calls(client, faults, name, slow):
    def check(what, is_so, seen=None):
        if not is_so:
            faults.append("%s: %s, saw %r" % (name, what, seen))

    def raises(what, kind, ask):
        try:
            check(what, False, ask())
        except kind as e:
            return e

    check("ping", client.ping("h\u00e9") == "h\u00e9!")
    check("add", client.add(2147483000, 647) == 2147483647)
    sent = sample()
    seen = client.echo(sent)
    check("echo", seen == sent, seen)
    seen = client.echo(Everything(inner=Inner(number=1)))
    check("defaults", seen.withDefault == 42 and seen.named == {"warm": 1, "cold": 5} and seen.reals == [1.5, -2000.0] and seen.unset is None, seen)
    if not name.startswith("json"):  # Python writes NaN into JSON as a word that not even Python reads
        check("numbers that are none", repr(client.echo(Everything(real=float("nan"), reals=[float("inf"), float("-inf")])).reals) == "[inf, -inf]")
    blob = os.urandom(1_000_000 if slow else 100_000)
    check("reverse", client.reverse(blob) == blob[::-1])
    check("find", client.find("here") is None)
    error = raises("missing", NotFound, lambda: client.find("missing"))
    check("missing", error and error.message == "no such thing" and error.code == 404, error)
    error = raises("much", TooMuch, lambda: client.find("much"))
    check("much", error and error.limit == 1 << 40, error)
    check("nothing", client.nothing() is None)
    client.note(name)
    check("note", name in client.allNotes())
    error = raises("crash", TApplicationException, client.crash)
    check("crash", error and error.type == TApplicationException.INTERNAL_ERROR, error)
    check("isWarm", client.isWarm(Colour.RED) is True and client.isWarm(Colour.LIGHT_BLUE) is False)


def ask(faults, name, protocol, transport, opened, service=None):
    try:
        opened.open()
        wire = protocol.getProtocol(transport.getTransport(opened) if transport else opened)
        calls(Tester.Client(TMultiplexedProtocol(wire, service) if service else wire), faults, name, slow=name == "binary/framed")
        opened.close()
    except Exception as e:
        faults.append("%s: %s %s" % (name, type(e).__name__, e))


def connect(options):
    plain = TSocket.TSocket("127.0.0.1", options.port)
    if not options.ca:
        return plain
    context = ssl.create_default_context(cafile=options.ca)
    plain.open()
    plain.setHandle(context.wrap_socket(plain.handle, server_hostname="localhost"))
    return type("Opened", (), {"open": lambda self: None, "__getattr__": lambda self, n: getattr(plain, n)})()


def call(options):
    faults = []
    done = 0
    protocols = dict({name: make() for name, make in PROTOCOLS.items()}, old=OLD())
    for protocol, transport in itertools.product(protocols, TRANSPORTS) if not options.http_only else []:
        ask(faults, "%s/%s" % (protocol, transport), protocols[protocol], TRANSPORTS[transport](), connect(options))
        done += 1
    for protocol in protocols:
        scheme = "https" if options.ca else "http"
        context = ssl.create_default_context(cafile=options.ca) if options.ca else None
        user = options.user + "@" if options.user else ""
        client = THttpClient.THttpClient("%s://%slocalhost:%d/rpc" % (scheme, user, options.port), **({"ssl_context": context} if context else {}))
        if options.user:
            import base64
            client.setCustomHeaders({"Authorization": "Basic " + base64.b64encode(options.user.encode()).decode()})
        ask(faults, protocol + "/http", protocols[protocol], None, client)
        done += 1
    if not options.http_only:
        ask(faults, "multiplexed", protocols["compact"], TRANSPORTS["framed"](), connect(options), service="Tester")
        done += 1
    say(done=done, faults=faults)
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve")
    server.add_argument("--cert")
    server.add_argument("--key")
    client = commands.add_parser("call")
    client.add_argument("--port", type=int, required=True)
    client.add_argument("--ca")
    client.add_argument("--user")
    client.add_argument("--http-only", action="store_true")
    options = parser.parse_args()
    sys.exit(serve(options) if options.command == "serve" else call(options))


main()
