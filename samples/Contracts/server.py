#!/usr/bin/python3
"""The server of the contract IStock in Python, with oslo.messaging: the same methods and the same argument names.

    /usr/bin/python3 samples/Contracts/server.py --url rabbit://guest:guest@localhost:5672/
"""

import argparse
import signal

from oslo_config import cfg
import oslo_messaging


class OutOfStock(Exception):
    """The exception that the contract declares: its module and name, with the properties as keyword arguments."""

    __module__ = "stock"

    def __init__(self, message=None, **kwargs):
        super().__init__(message)
        self.kwargs = kwargs


class Stock:
    target = oslo_messaging.Target(version="1.1")

    def __init__(self):
        self.items = {
            "bolt": {"name": "bolt", "count": 10, "shelf": "front"},
            "nut": {"name": "nut", "count": 5, "shelf": "front"},
            "saw": {"name": "saw", "count": 1, "shelf": "back"},
        }

    def find(self, ctxt, name):
        return self.items.get(name)

    def take(self, ctxt, name, count=1):
        item = self.items.get(name)
        left = item["count"] if item else 0
        if left < count:
            raise OutOfStock(f"There are only {left} of '{name}'.", name=name, left=left)
        item["count"] -= count
        return item["count"]

    def list(self, ctxt, shelf):
        return [item for item in self.items.values() if item["shelf"] == shelf]

    def note(self, ctxt, text):
        print(f"note: {text}", flush=True)

    def refresh(self, ctxt):
        print("refreshed", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    arguments = parser.parse_args()
    transport = oslo_messaging.get_rpc_transport(cfg.ConfigOpts(), url=arguments.url)
    server = oslo_messaging.get_rpc_server(
        transport, oslo_messaging.Target(topic="stock", server="python"), [Stock()], executor="threading")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.start()
    print("ready", flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        server.stop()
        server.wait()


main()
