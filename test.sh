#!/usr/bin/env bash
# Installs what the tests need, builds the solution and runs every test project. The last line is "N passed, N failed";
# the exit code is 0 only if nothing failed, nothing was skipped and every project ran to its end.
#
#   ./test.sh              all test projects
#   ./test.sh Core Rabbit  only those whose name contains one of the words
#
# CONFIGURATION (default Release) and TEST_TIMEOUT (a project's limit, default 10m) may be set from outside.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/packages.sh

readonly configuration=${CONFIGURATION:-Release}
readonly limit=${TEST_TIMEOUT:-10m}
readonly results=$PWD/artifacts/test-results
readonly packages=(rabbitmq-server python3-oslo.messaging python3-zmq libsodium23)

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would hold this script's output open.
export MSBUILDDISABLENODEREUSE=1

passed=0
failed=0

# The one exit of this script after which a reader looks at the last line.
finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && exit 0
    exit 1
}

fail() {
    printf 'FAILED: %s\n' "$*"
    failed=$((failed + 1))
}

# The names of the test projects, one a line: those that say so themselves.
find_projects() {
    local project name word
    find tests -name '*.csproj' | sort | while read -r project; do
        grep -q '<ProjectType>Test</ProjectType>' "$project" || continue
        name=$(basename "$project" .csproj)
        [ "$#" -gt 0 ] || printf '%s\n' "$project"
        for word in "$@"; do
            if [[ $name == *"$word"* ]]; then
                printf '%s\n' "$project"
                break
            fi
        done
    done
}

# A number from the line <Counters total="5" executed="5" passed="5" .../> of a result file.
counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1"; }

# Adds the results of a project to the sums. Two witnesses: the result file, which a host that crashed or hung does not leave, and the
# exit code, which knows of failures outside of tests. A test that was skipped has not passed.
count() {
    local name=$1 file=$2 status=$3 total good
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
        fail "$name had not ended after $limit"
        return
    fi
    if [ ! -f "$file" ]; then
        fail "$name ended with exit code $status and left no results"
        return
    fi
    total=$(counter "$file" total)
    good=$(counter "$file" passed)
    say "$name: $good of $total passed"
    passed=$((passed + good))
    failed=$((failed + total - good))
    if [ "$total" -eq 0 ]; then
        fail "$name ran no tests"
    elif [ "$status" -ne 0 ] && [ "$good" -eq "$total" ]; then
        fail "$name ended with exit code $status although no test failed"
    fi
}

# A test project is a program that runs itself. `dotnet test` would do too, but it waits forever for a test host that crashed.
run() {
    local name folder status=0
    name=$(basename "$1" .csproj)
    folder=$(dirname "$1")/bin/$configuration
    say "$name"
    timeout --kill-after=30s "$limit" dotnet "$(echo "$folder"/net*/"$name".dll)" \
        -noLogo -noColor -reporter quiet -failSkips -longRunning 60 -result-trx "$results/$name.trx" || status=$?
    count "$name" "$results/$name.trx" "$status"
}

if [ "${MESSAGING_TEST_INSTALL:-yes}" != no ] && ! install_packages "${packages[@]}"; then
    fail "$apt_reason
Install them yourself, or set MESSAGING_TEST_INSTALL=no to go on without: the tests that need them fail and say so."
    finish
fi

projects=$(find_projects "$@")
if [ -z "$projects" ]; then
    fail "no test project has a name with: $*"
    finish
fi

say "Building ($configuration)"
if ! dotnet build Messaging.sln --configuration "$configuration"; then
    fail 'the build'
    finish
fi

rm -rf "$results"
mkdir -p "$results"
while read -r project <&3; do
    run "$project"
done 3<<< "$projects"
finish
