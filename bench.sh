#!/usr/bin/env bash
# Builds in Release and runs the benchmarks, with their own RabbitMQ unless one is given. See docs/performance.md.
#
#   ./bench.sh                               everything, about a quarter of an hour
#   ./bench.sh --quick --json results.json   within three minutes
#   ./bench.sh --help                        all options
set -euo pipefail
readonly root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly project=$root/benchmarks/Messaging.Benchmarks
. "$root/eng/packages.sh"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would take processor time from the measurement.
export MSBUILDDISABLENODEREUSE=1

needs_nothing() { [[ " $* " =~ \ --(help|micro)\  ]] || [[ " $* " == *' -h '* ]]; }

# Lists what the subjects need and what is missing: a broker unless one is given, Python's oslo.messaging, and the headers of libzmq if
# there is a compiler to use them. The measurement leaves out what cannot be installed, and says so.
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

if ! needs_nothing "$@" && command -v apt-get > /dev/null; then
    mapfile -t missing < <(missing_packages "$@")
    for package in "${missing[@]}"; do
        status=0
        install_packages "$package" >&2 || status=$?
        if [ "$status" -eq "$apt_locked" ]; then
            say "FAILED: $apt_reason" >&2
            exit 1
        elif [ "$status" -ne 0 ]; then
            say "$apt_reason. What needs it is left out." >&2
        fi
    done
fi

# No shared compiler server either: like a build node, it would keep running after the build.
dotnet build "$project" --configuration Release --verbosity quiet -p:UseSharedCompilation=false >&2
exec dotnet "$project/bin/Release/net10.0/Messaging.Benchmarks.dll" "$@"
