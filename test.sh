#!/usr/bin/env bash
# Installs what the tests need, builds, and runs the test projects. The last line is "N passed, N failed"; the exit code is 0 only if
# nothing failed, nothing was skipped and every project ran to its end.
#
#   ./test.sh                    all test projects
#   ./test.sh Core Rabbit        only the projects whose name contains one of the words
#   ./test.sh --on trixie        the RabbitMQ projects, with the RabbitMQ and the Python of another Debian: trixie or forky
#   ./test.sh --deny-transient   with brokers that deny queues that are neither durable nor exclusive; used with --on
#   ./test.sh --container        with brokers in containers, from an image built from the packages of that Debian (default trixie)
#
# Environment variables: CONFIGURATION (default Release), TEST_TIMEOUT (the limit of each project, default 20m) or TEST_END (when all
# projects must have ended, in seconds since 1970), TEST_FILTER (xunit options that select tests), MESSAGING_TEST_ROOTS (where other
# Debians are kept) and MESSAGING_TEST_INSTALL=no (do not use apt).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/packages.sh
. eng/results.sh
. eng/containers.sh

readonly configuration=${CONFIGURATION:-Release}
limit=${TEST_TIMEOUT:-20m}
# The last two are for compiling programs ahead of time.
readonly packages=(rabbitmq-server python3-oslo.messaging python3-zmq libsodium23 python3-thrift thrift-compiler python3-pyngus
    python3-qpid-proton python3-oslotest nginx-light gcc zlib1g-dev)
readonly of_rabbit=(Rabbit Amqp1 Interop Reliability)
readonly of_any_broker=(Rabbit Interop Quickstart)

read -r -a filter <<< "${TEST_FILTER:-}"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive the build would keep this script's output open.
export MSBUILDDISABLENODEREUSE=1

release=
containers=no
words=()

read_options() {
    while [ "$#" -gt 0 ]; do
        case $1 in
            --on)
                release=${2:?--on needs a release of Debian, such as trixie}
                shift
                ;;
            --container)
                containers=yes
                ;;
            --deny-transient)
                export MESSAGING_TEST_RABBIT_CONF='deprecated_features.permit.transient_nonexcl_queues = false'
                ;;
            -*)
                echo "$1 is not an option; see the top of $0" >&2
                exit 2
                ;;
            *)
                words+=("$1")
                ;;
        esac
        shift
    done
    [ "$containers" = no ] || release=${release:-trixie}
    if [ "${#words[@]}" -eq 0 ] && [ "$containers" = yes ]; then
        words=("${of_any_broker[@]}")
    elif [ "${#words[@]}" -eq 0 ] && [ -n "$release" ]; then
        words=("${of_rabbit[@]}")
    fi
}

install() {
    local needed=("${packages[@]}")
    [ "$containers" = no ] || needed+=("${container_packages[@]}")
    if [ "${MESSAGING_TEST_INSTALL:-yes}" != no ] && ! install_packages "${needed[@]}"; then
        fail "$apt_reason
Install them yourself, or set MESSAGING_TEST_INSTALL=no to go on without: the tests that need them fail and say so."
        finish
    fi
    if [ -n "$release" ]; then
        if ! MESSAGING_TEST_ROOT=$(eng/debian-root.sh "$release"); then
            fail "there is no Debian $release to test on"
            finish
        fi
        export MESSAGING_TEST_ROOT
    fi
    if [ "$containers" = yes ] && ! use_containers "$MESSAGING_TEST_ROOT" "$release"; then
        fail 'there is no container engine'
        finish
    fi
}

# Lists the test projects, one per line: those that declare themselves as test projects.
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

build() {
    say "Building ($configuration)"
    local what
    for what in "$@"; do
        if ! dotnet build "$what" --configuration "$configuration"; then
            fail 'the build'
            finish
        fi
    done
}

# A test project is a program that runs its own tests. `dotnet test` would work too, but it waits forever for a crashed test host.
run() {
    local name program status=0 start=$SECONDS
    [ -z "${TEST_END:-}" ] || limit=$((TEST_END > EPOCHSECONDS ? TEST_END - EPOCHSECONDS : 1))s
    name=$(basename "$1" .csproj)
    program=$(echo "$(dirname "$1")/bin/$configuration"/net*/"$name".dll)
    say "$name"
    # Tests that need other releases of the broker or of Python are left out: see tests/Messaging.TestKit/Choosing.
    timeout --kill-after=30s "$limit" dotnet "$program" -noLogo -noColor -reporter quiet -failSkips -longRunning 60 \
        -trait- LeftOut=here "${filter[@]}" -result-trx "$results/$name.trx" || status=$?
    count "$name" "$status" "$((SECONDS - start))" "$(dotnet "$program" -list methods/json -trait LeftOut=here | grep -o '"[^"]*"' | wc -l)"
}

read_options "$@"
mapfile -t projects < <(find_projects "${words[@]}")
if [ "${#projects[@]}" -eq 0 ]; then
    fail "no test project has a name with: ${words[*]}"
    finish
fi
install
if [ "${#words[@]}" -eq 0 ]; then
    build Messaging.sln
else
    build "${projects[@]}"
fi

rm -rf "$results"
mkdir -p "$results"
for project in "${projects[@]}"; do
    run "$project" < /dev/null
done
print_slowest
finish
