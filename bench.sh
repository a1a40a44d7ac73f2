#!/usr/bin/env bash
# Builds in Release and runs the benchmarks, with a RabbitMQ of their own unless one is named. See docs/performance.md.
#
#   ./bench.sh                               everything, some nine minutes
#   ./bench.sh --quick --json results.json   within three minutes
#   ./bench.sh --help                        all options
set -euo pipefail
readonly root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly project=$root/benchmarks/Messaging.Benchmarks
readonly policy=/usr/sbin/policy-rc.d

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would take processor time from what is measured.
export MSBUILDDISABLENODEREUSE=1

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

needs_nothing() { [[ " $* " =~ \ --(help|micro)\  ]] || [[ " $* " == *' -h '* ]]; }

# What is missing of what the subjects need: a broker, unless one is named, Python's oslo.messaging, and the headers of libzmq where
# there is a compiler to use them. What cannot be had is left out of the measurement, which says so.
missing_packages() {
    if [ -z "${MESSAGING_TEST_RABBIT_URL:-}" ] && [[ " $* " != *' --url '* ]] && [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; then
        echo rabbitmq-server
    fi
    if ! /usr/bin/python3 -c 'import oslo_messaging' 2> /dev/null; then
        echo python3-oslo.messaging
    fi
    if command -v cc > /dev/null && [ ! -e /usr/include/zmq.h ]; then
        echo libzmq3-dev
    fi
}

# The package would start a broker of the whole machine, which would take part in what is measured; a policy forbids it.
install() {
    as_root apt-get update || true
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
        as_root chmod 755 "$policy"
    fi
    local package
    for package in "$@"; do
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$package" \
            || echo "$package could not be installed"
    done
    if [ -n "$(trap -p EXIT)" ]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
}

if ! needs_nothing "$@" && command -v apt-get > /dev/null; then
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] || install "${missing[@]}" >&2
fi

# In the server of the compiler, which would go on after the build, no more than in build nodes.
dotnet build "$project" --configuration Release --verbosity quiet -p:UseSharedCompilation=false >&2
exec dotnet "$project/bin/Release/net10.0/Messaging.Benchmarks.dll" "$@"
