#!/usr/bin/python3
"""Plays the other side of Apache's cross-test: thrift/crosstest.thrift, served and called by Python's own library.

serve   serves it on three ports, and says which
call    calls a server in three ways, and says what failed
"""
import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATED = tempfile.mkdtemp(prefix="thrift-cross-")
for name in ("shared", "crosstest"):
    subprocess.run(["thrift", "--allow-neg-keys", "--gen", "py", "-out", GENERATED, os.path.join(HERE, "thrift", name + ".thrift")],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.Thrift import TApplicationException, TFrozenDict  # noqa: E402
from thrift.protocol import TBinaryProtocol, TCompactProtocol, TJSONProtocol  # noqa: E402
from thrift.server import TServer  # noqa: E402
from thrift.transport import TSocket, TTransport  # noqa: E402
from crosstest import CrossTest  # noqa: E402
from crosstest.ttypes import (Choice, CrazyNesting, Defaults, Empty, Insanity, Numberz, Old, Reserved, Tree, Xception,  # noqa: E402
                              Xception2, Xtruct, Xtruct2)

WAYS = {
    "binary/framed": (TBinaryProtocol.TBinaryProtocolFactory, TTransport.TFramedTransportFactory),
    "compact/buffered": (TCompactProtocol.TCompactProtocolFactory, TTransport.TBufferedTransportFactory),
    "json/framed": (TJSONProtocol.TJSONProtocolFactory, TTransport.TFramedTransportFactory),
}
ECHOES = ("String Bool Byte I16 I32 I64 Double Binary Struct Nest Map StringMap Set List Enum Typedef "
          "Crazy Defaults Tree Reserved Old Choice").split()


def say(**line):
    print(json.dumps(line), flush=True)


class Handler:
    def __init__(self):
        self.oneway = 0

    def __getattr__(self, name):
        if name[:4] == "test" and name[4:] in ECHOES:
            return lambda thing: thing
        raise AttributeError(name)

    def ping(self, text):
        return text + "!"

    def testVoid(self):
        pass

    def testMapMap(self, hello):
        return {-4: {n: n for n in range(-4, 0)}, 4: {n: n for n in range(1, 5)}}

    def testInsanity(self, argument):
        return {1: {Numberz.TWO: argument, Numberz.THREE: argument}, 2: {Numberz.SIX: Insanity(userMap={}, xtructs=[])}}

    def testMulti(self, arg0, arg1, arg2, arg3, arg4, arg5):
        return Xtruct(string_thing="Hello2", byte_thing=arg0, i32_thing=arg1, i64_thing=arg2)

    def testException(self, arg):
        if arg == "Xception":
            raise Xception(errorCode=1001, message=arg)
        if arg == "TException":
            raise RuntimeError("This is another")

    def testMultiException(self, arg0, arg1):
        if arg0 == "Xception":
            raise Xception(errorCode=1001, message="This is an Xception")
        if arg0 == "Xception2":
            raise Xception2(errorCode=2002, struct_thing=Xtruct(string_thing="This is an Xception2"))
        return Xtruct(string_thing=arg1)

    def testOneway(self, number):
        self.oneway += number

    def testOnewayCount(self):
        return self.oneway


class Listening:
    def __init__(self):
        self.handle = socket.create_server(("127.0.0.1", 0), backlog=128)

    def listen(self):
        pass

    def accept(self):
        client, _ = self.handle.accept()
        result = TSocket.TSocket()
        result.setHandle(client)
        return result

    def close(self):
        self.handle.close()


def serve():
    ports = {}
    for way, (protocol, transport) in WAYS.items():
        listening = Listening()
        server = TServer.TThreadedServer(CrossTest.Processor(Handler()), listening, transport(), protocol(), daemon=True)
        threading.Thread(target=server.serve, daemon=True).start()
        ports[way] = listening.handle.getsockname()[1]
    say(event="ready", ports=ports)
    threading.Event().wait()


def calls(client, check):
    def raises(kind, ask):
        try:
            return ask()
        except kind as e:
            return e

    def echo(name, *things):
        for thing in things:
            check("test" + name, getattr(client, "test" + name)(thing), thing)

    check("testVoid", client.testVoid(), None)
    check("ping", client.ping("x"), "x!")
    echo("String", "Python" * 20, "", "\b\t\n/\\\\\r{}:\u30d1\u30a4\u30bd\u30f3\"", "\U0001f600 \u05e2\u05d1\u05e8\u05d9\u05ea")
    echo("Bool", True, False)
    echo("Byte", 63, -128, 127)
    echo("I16", -32768, 32767)
    echo("I32", -1, 0, -2147483648, 2147483647)
    echo("I64", 1, -34359738368, -(1 << 63), (1 << 63) - 1)
    echo("Double", -5.235098235, 0, -1, -0.000341012439638598279, 1e300)
    echo("Binary", bytes(range(256)), b"")
    x = Xtruct(string_thing="Zero", byte_thing=1, i32_thing=-3, i64_thing=-5)
    echo("Struct", x, Xtruct())
    echo("Nest", Xtruct2(struct_thing=x, byte_thing=0, i32_thing=0))
    echo("Map", {0: 1, 1: 2, 2: 3, 3: 4, -1: -2}, {})
    echo("StringMap", {"a": "2", "b": "blah", "some": "thing", "": "none"})
    echo("Set", {8, 1, 42}, set())
    echo("List", [1, 4, 9, -42], [])
    echo("Enum", Numberz.FIVE, Numberz.EIGHT, 77)
    echo("Typedef", 0xffffffffffffff)
    check("testMapMap", client.testMapMap(42), {-4: {-4: -4, -3: -3, -2: -2, -1: -1}, 4: {4: 4, 3: 3, 2: 2, 1: 1}})
    insane = Insanity(userMap={Numberz.FIVE: 5, Numberz.EIGHT: 8}, xtructs=[Xtruct("Goodbye4", 4, 4, 4), x])
    seen = client.testInsanity(insane)
    check("testInsanity", (sorted(seen), sorted(seen[1]), sorted(seen[2])), ([1, 2], [Numberz.TWO, Numberz.THREE], [Numberz.SIX]))
    check("testInsanity", (dict(seen[1][Numberz.TWO].userMap), list(seen[1][Numberz.THREE].xtructs)), (insane.userMap, insane.xtructs))
    check("testMulti", client.testMulti(74, 0xff00ff, 0xffffffffd0d0, {0: "abc"}, Numberz.FIVE, 0xf0f0f0),
          Xtruct(string_thing="Hello2", byte_thing=74, i32_thing=0xff00ff, i64_thing=0xffffffffd0d0))
    check("testException", client.testException("Safe"), None)
    e = raises(Xception, lambda: client.testException("Xception"))
    check("testException", (type(e), e.errorCode, e.message), (Xception, 1001, "Xception"))
    check("testException", type(raises(TApplicationException, lambda: client.testException("TException"))), TApplicationException)
    e = raises(Xception, lambda: client.testMultiException("Xception", "ignore"))
    check("testMultiException", (type(e), e.errorCode, e.message), (Xception, 1001, "This is an Xception"))
    e = raises(Xception2, lambda: client.testMultiException("Xception2", "ignore"))
    check("testMultiException", (type(e), e.errorCode, e.struct_thing.string_thing), (Xception2, 2002, "This is an Xception2"))
    check("testMultiException", client.testMultiException("success", "foobar").string_thing, "foobar")
    before = client.testOnewayCount()
    client.testOneway(3)
    check("testOneway", client.testOnewayCount(), before + 3)
    nested = [{frozenset([1, 2]): {3: {(TFrozenDict({4: "four"}),), ()}}, frozenset(): {}}]
    seen = client.testCrazy(CrazyNesting(string_field="", set_field={1 << 40}, list_field=nested, binary_field=b"\xff\0", nothing=Empty(), numbers=[7]))
    check("testCrazy", (seen.list_field, seen.set_field, seen.binary_field, seen.nothing, seen.numbers),
          (nested, {1 << 40}, b"\xff\0", Empty(), [7]))
    echo("Defaults", Defaults())
    echo("Tree", Tree(value=1, children=[Tree(value=2), Tree(value=3, children=[])], first=Tree(value=4)))
    echo("Reserved", Reserved(1, "s", True, -1, ["p"], 1 << 50, 0.5, "set"))
    echo("Old", Old(before=1, implicit=2, further="f", after=3))
    echo("Choice", Choice(number=3), Choice(several=[Choice(text="t"), Choice(tree=Tree(value=1))]))


def call(options):
    faults = []
    for way, (protocol, transport) in WAYS.items():
        def check(what, seen, expected):
            if seen != expected:
                faults.append("%s: %s gave %r for %r" % (way, what, seen, expected))
        opened = transport().getTransport(TSocket.TSocket("127.0.0.1", options.port))
        opened.open()
        try:
            calls(CrossTest.Client(protocol().getProtocol(opened)), check)
        except Exception as e:
            faults.append("%s: %s %s" % (way, type(e).__name__, e))
        opened.close()
    say(done=len(WAYS), faults=faults)
    return 1 if faults else 0


parser = argparse.ArgumentParser()
commands = parser.add_subparsers(dest="command", required=True)
commands.add_parser("serve")
client = commands.add_parser("call")
client.add_argument("--port", type=int, required=True)
chosen = parser.parse_args()
sys.exit(serve() if chosen.command == "serve" else call(chosen))
