#!/usr/bin/python3
"""Plays the other side of a C# contract over Thrift: Python's own library, by a .thrift file that says the same.

serve   serves tests/peers/thrift/shop.thrift, framed and binary, and says on which port
call    calls a server, and says what failed
"""
import json
import os
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATED = tempfile.mkdtemp(prefix="thrift-shop-")
subprocess.run(["thrift", "--gen", "py", "-out", GENERATED, os.path.join(HERE, "thrift", "shop.thrift")],
               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.Thrift import TApplicationException  # noqa: E402
from thrift.protocol import TBinaryProtocol  # noqa: E402
from thrift.server import TServer  # noqa: E402
from thrift.transport import TSocket, TTransport  # noqa: E402
from shop import Shop  # noqa: E402
from shop.ttypes import Colour, Item, OutOfStock, Size, UnknownItem  # noqa: E402


def say(**line):
    print(json.dumps(line), flush=True)


class Handler:
    def __init__(self):
        self.notes = []

    def add(self, a, b):
        return a + b

    def echo(self, item):
        return item

    def order(self, name, count):
        if name == "unknown":
            raise UnknownItem(name=name)
        if name == "nameless":
            raise UnknownItem()
        if count > 3:
            raise OutOfStock(message="only 3 are left", left=3)

    def describe(self, name, note):
        return "%s: %s" % (name, note)

    def note(self, text):
        self.notes.append(text)

    def all_notes(self):
        return self.notes

    def getItem(self, name):
        return Item(name=name, count=1, colour=Colour.LIGHT_BLUE, sizes=[], stock={}, tags=set(), picture=b"", colours={}, sold=False, tiny=0, small=0)


class Listening(TSocket.TServerSocket):
    """On a port that the system chose."""

    def listen(self):
        self.handle = socket.create_server(("127.0.0.1", 0), backlog=16)
        say(event="ready", port=self.handle.getsockname()[1])


def serve():
    framed = TTransport.TFramedTransportFactory()
    TServer.TThreadedServer(Shop.Processor(Handler()), Listening(), framed, TBinaryProtocol.TBinaryProtocolFactory(), daemon=True).serve()


def call(port):
    faults = []

    def check(what, is_so, seen=None):
        if not is_so:
            faults.append("%s, saw %r" % (what, seen))

    def raises(what, kind, ask):
        try:
            check(what, False, ask())
        except kind as e:
            return e

    opened = TTransport.TFramedTransport(TSocket.TSocket("127.0.0.1", port))
    opened.open()
    client = Shop.Client(TBinaryProtocol.TBinaryProtocol(opened))
    check("add", client.add(1, 2) == 3)
    check("the default of C#", client.add(1, None) == 11)
    sent = Item(
        name="chair", count=-1, price=1 << 40, colour=Colour.LIGHT_BLUE, sizes=[Size(width=0.5, height=2.0)], stock={"here": 3}, tags={"a", "b"},
        picture=bytes(range(256)), partOf=Item(
            name="set", count=2, colour=Colour.RED, sizes=[], stock={}, tags=set(), picture=b"", colours={}, sold=False, tiny=0, small=0),
        colours={7: Colour.RED, -7: Colour.LIGHT_BLUE}, sold=True, tiny=-128, small=-32768)
    seen = client.echo(sent)
    check("echo", seen == sent, seen)
    check("order", client.order("chair", 1) is None)
    error = raises("out of stock", OutOfStock, lambda: client.order("chair", 4))
    check("out of stock", error and (error.message, error.left) == ("only 3 are left", 3), error)
    error = raises("unknown", UnknownItem, lambda: client.order("unknown", 1))
    check("unknown", error and error.name == "unknown", error)
    error = raises("nameless", UnknownItem, lambda: client.order("nameless", 1))
    check("nameless", error and error.name is None, error)
    check("null", client.describe("chair", None) == "chair: nothing", None)
    check("text", client.describe("chair", "red") == "chair: red", None)
    client.note("hello")
    check("note", "hello" in client.all_notes())
    check("getItem", client.getItem("table").name == "table")
    error = raises("a missing required field", TApplicationException, lambda: client.echo(Item(name="x", partOf=Broken())))
    check("a missing required field", error and error.type == TApplicationException.PROTOCOL_ERROR, error)
    say(faults=faults)
    return 1 if faults else 0


class Broken:
    """A struct without the field that is required."""

    def write(self, out):
        out.writeStructBegin("Item")
        out.writeFieldStop()
        out.writeStructEnd()


sys.exit(serve() if sys.argv[1] == "serve" else call(int(sys.argv[2])))
