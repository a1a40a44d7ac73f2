#!/usr/bin/python3
"""Calls samples/SessionManager with Python's Thrift: every call on a connection and a thread of its own, every second one framed.

Says {"event": "outstanding"} when that many calls wait for the peer, and at the end what became of them.
"""
import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading

parser = argparse.ArgumentParser()
parser.add_argument("--idl", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--count", type=int, required=True)
parser.add_argument("--user", default="user")
options = parser.parse_args()

GENERATED = tempfile.mkdtemp(prefix="thrift-session-")
subprocess.run(["thrift", "--gen", "py", "-out", GENERATED, options.idl], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.protocol import TBinaryProtocol, TCompactProtocol  # noqa: E402
from thrift.transport import TSocket, TTransport  # noqa: E402
from sessions import SessionManager  # noqa: E402
from sessions.ttypes import PeerLost, Refused  # noqa: E402


def connect(number):
    socket = TSocket.TSocket("127.0.0.1", options.port)
    transport = (TTransport.TFramedTransport if number % 2 else TTransport.TBufferedTransport)(socket)
    protocol = (TCompactProtocol.TCompactProtocol if number % 4 > 1 else TBinaryProtocol.TBinaryProtocol)(transport)
    transport.open()
    return transport, SessionManager.Client(protocol)


def say(**line):
    print(json.dumps(line), flush=True)


def call(number, results, lock):
    try:
        transport, client = connect(number)
        user = "%s%d" % (options.user, number)
        session = client.open(user)
        assert session.user == user and session.id.startswith(user + "-"), session
        client.close(session.id)
        transport.close()
        kind, said = "done", session.id
    except PeerLost as e:
        kind, said = "lost", e.message
    except Refused as e:
        kind, said = "refused", e.message
    except Exception as e:
        kind, said = "faults", "%s %s" % (type(e).__name__, e)
    with lock:
        results[kind].append(said)


def main():
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    threading.stack_size(256 * 1024)
    results = {"done": [], "lost": [], "refused": [], "faults": []}
    lock = threading.Lock()
    _, status = connect(0)
    threads = [threading.Thread(target=call, args=(number, results, lock)) for number in range(options.count)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if status.status().outstanding == options.count:
            say(event="outstanding")
            break
    for thread in threads:
        thread.join()
    say(event="ended", connected=status.status().connected, **{kind: len(said) for kind, said in results.items()},
        words=sorted({word for kind in ("lost", "refused", "faults") for word in results[kind]})[:3])


main()
