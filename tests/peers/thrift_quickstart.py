#!/usr/bin/python3
"""Plays the other side of samples/Quickstart over Thrift, framed and binary, with code that the Thrift compiler makes of its file.

thrift_quickstart.py serve IDL        serves it on a port that the system chooses, and says which
thrift_quickstart.py call IDL PORT    calls some of its methods, and says their results
"""
import json
import subprocess
import sys
import tempfile
import threading

GENERATED = tempfile.mkdtemp(prefix="thrift-quickstart-")
subprocess.run(["thrift", "--gen", "py", "-out", GENERATED, sys.argv[2]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.protocol import TBinaryProtocol  # noqa: E402
from thrift.server import TServer  # noqa: E402
from thrift.transport import TSocket, TTransport  # noqa: E402
from quickstart import Quickstart  # noqa: E402


class Handler:
    def add(self, a, b):
        return a + b

    def whoami(self):
        return "snake"


def say(**line):
    print(json.dumps(line), flush=True)


def serve():
    listening = TSocket.TServerSocket("127.0.0.1", 0)
    server = TServer.TThreadedServer(
        Quickstart.Processor(Handler()), listening, TTransport.TFramedTransportFactory(), TBinaryProtocol.TBinaryProtocolFactory(), daemon=True)
    listening.listen()
    listening.listen = lambda: None
    threading.Thread(target=server.serve, daemon=True).start()
    say(event="ready", port=listening.handle.getsockname()[1])
    threading.Event().wait()


def call(port):
    transport = TTransport.TFramedTransport(TSocket.TSocket("127.0.0.1", port))
    client = Quickstart.Client(TBinaryProtocol.TBinaryProtocol(transport))
    transport.open()
    client.record("from Python")
    say(add=client.add(1, 2), whoami=client.whoami(), echo=client.echo("zo\u00eb"))


serve() if sys.argv[1] == "serve" else call(int(sys.argv[3]))
