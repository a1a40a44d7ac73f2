#!/usr/bin/python3
"""Calls a gateway with Python's Thrift over HTTP, in each protocol, and says what failed.

thrift_gateway.py URL [USER:PASSWORD]
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATED = tempfile.mkdtemp(prefix="thrift-gateway-")
subprocess.run(["thrift", "--gen", "py", "-out", GENERATED, os.path.join(HERE, "thrift", "gateway.thrift")],
               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
sys.path.insert(0, GENERATED)

from thrift.Thrift import TApplicationException  # noqa: E402
from thrift.protocol import TBinaryProtocol, TCompactProtocol, TJSONProtocol  # noqa: E402
from thrift.transport import THttpClient, TTransport  # noqa: E402
from gateway import Calc  # noqa: E402
from gateway.ttypes import KeyNotFound  # noqa: E402

WAYS = {
    "binary": (TBinaryProtocol.TBinaryProtocolFactory(), lambda http: http),
    "old": (TBinaryProtocol.TBinaryProtocolFactory(strictRead=False, strictWrite=False), lambda http: http),
    "compact": (TCompactProtocol.TCompactProtocolFactory(), lambda http: http),
    "json": (TJSONProtocol.TJSONProtocolFactory(), lambda http: http),
    "framed": (TBinaryProtocol.TBinaryProtocolFactory(), TTransport.TFramedTransport),
}


def raised(kind, ask):
    try:
        ask()
    except kind as e:
        return e


def calls(client, user, check):
    check("add", client.add(1, 2) == 3)
    check("echo", client.echo("zo\u00eb \U0001f600") == "zo\u00eb \U0001f600")
    if user:
        check("user", client.user() == user)
    error = raised(KeyNotFound, client.fail)
    check("fail", error and error.message == "no such row")
    for name in ("crash", "hidden"):  # not served, and not listed
        error = raised(TApplicationException, getattr(client, name))
        check(name, error and error.type == TApplicationException.UNKNOWN_METHOD)
    client.note("noted")
    check("after a oneway", client.add(3, 4) == 7)


def main():
    url, login = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    faults = []
    for name, (protocol, framed) in WAYS.items():
        http = THttpClient.THttpClient(url)
        if login:
            http.setCustomHeaders({"Authorization": "Basic " + base64.b64encode(login.encode()).decode()})
        try:
            client = Calc.Client(protocol.getProtocol(framed(http)))
            calls(client, login and login.split(":")[0], lambda what, is_so: is_so or faults.append("%s: %s" % (name, what)))
        except Exception as e:
            faults.append("%s: %s %s" % (name, type(e).__name__, e))
    print(json.dumps({"done": len(WAYS), "faults": faults}), flush=True)
    sys.exit(1 if faults else 0)


main()
