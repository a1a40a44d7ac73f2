#!/usr/bin/python3
"""The test broker of oslo.messaging's own AMQP 1.0 driver, as a process, for interop tests.

It is a class in the tests that Debian's python3-oslo.messaging has beside the library (up to 14.9);
they need python3-oslotest, python3-pyngus and python3-qpid-proton.

    /usr/bin/python3 amqp1_broker.py --product example
    {"event": "ready", "port": 40123}
    {"event": "subscribed", "address": "unicast.openstack.demo"}

A line says that messages to an address are handed on from now on: the Python driver says that it
listens before the broker knows. Without --product it does not say what it is, and legacy addresses are used. It lets everybody in
(SASL ANONYMOUS), on 127.0.0.1, until it is killed.
"""

import argparse
import json
import sys

from oslo_config import cfg
from oslo_messaging._drivers.amqp1_driver import opts

try:
    import proton  # noqa: F401
    import pyngus  # noqa: F401
    from oslo_messaging.tests.drivers import test_amqp_driver
except ImportError as e:
    raise SystemExit("%s. Install python3-oslotest, python3-pyngus and python3-qpid-proton, and an "
                     "oslo.messaging up to 14.9, whose tests have the broker." % e)


class Connection(test_amqp_driver.FakeBroker.Connection):
    """One whose links are forgotten with it: else the broker dies of the next message to one of them."""

    def destroy(self):
        for link in self.sender_links:
            link._cleanup()
        super().destroy()


def emit(**record):
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--product", help="what it says that it is")
    a = p.parse_args()
    conf = cfg.ConfigOpts()
    conf.register_opts(opts.amqp1_opts, group="oslo_messaging_amqp")
    conf([], project="broker", default_config_files=[])
    test_amqp_driver.FakeBroker.Connection = Connection
    # Its default exchange is not used: addresses come whole.
    broker = test_amqp_driver.FakeBroker(conf.oslo_messaging_amqp, sock_addr="127.0.0.1", product=a.product)
    broker.on_sender_active = lambda link: emit(event="subscribed", address=link.source_address)
    broker.start()
    emit(event="ready", port=broker.port)
    broker.join()


if __name__ == "__main__":
    main()
