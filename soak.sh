#!/usr/bin/env bash
# Injects random faults while calls and casts are in flight, and accounts for each call and cast. See docs/reliability.md.
#
#   ./soak.sh              ten minutes
#   ./soak.sh 60           an hour
#   ./soak.sh faults       every fault once, at its full length
#   ./soak.sh hostile 10   good clients beside a variety of hostile ones, for ten minutes
#   ./soak.sh --cluster    on a cluster of three nodes
#   ./soak.sh --help       all options
set -euo pipefail
readonly root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly project=$root/tests/Messaging.Soak

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would take processor time from the run.
export MSBUILDDISABLENODEREUSE=1

cd "$root"
dotnet build "$project" --configuration Release --verbosity quiet -p:UseSharedCompilation=false >&2
exec dotnet "$project/bin/Release/net10.0/Messaging.Soak.dll" "$@"
