#!/usr/bin/env bash
# Builds in Release and runs the benchmarks, with a RabbitMQ of their own unless one is named. See docs/performance.md.
#
#   ./bench.sh                               everything, some three minutes
#   ./bench.sh --quick --json results.json   under a minute
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

has_broker() {
    [ -n "${MESSAGING_TEST_RABBIT_URL:-}" ] || [[ " $* " == *' --url '* ]] || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]
}

# The package would start a broker of the whole machine, which would take part in what is measured; a policy forbids it.
install_broker() {
    as_root apt-get update || true
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
        as_root chmod 755 "$policy"
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends rabbitmq-server
    if [ -n "$(trap -p EXIT)" ]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
}

if ! has_broker "$@" && command -v apt-get > /dev/null; then
    install_broker >&2
fi

# In the server of the compiler, which would go on after the build, no more than in build nodes.
dotnet build "$project" --configuration Release --verbosity quiet -p:UseSharedCompilation=false >&2
exec dotnet "$project/bin/Release/net10.0/Messaging.Benchmarks.dll" "$@"
