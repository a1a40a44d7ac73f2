#!/usr/bin/env bash
# Creates a Debian of another release in a folder, with its RabbitMQ and its oslo.messaging, and prints the folder. It is created once,
# which takes some minutes, and then kept. To recreate it with current packages, delete the folder.
#
#   MESSAGING_TEST_ROOT=$(eng/debian-root.sh trixie) ./soak.sh faults
#
# MESSAGING_TEST_ROOTS (default /var/cache/messaging-tests) is where these folders are kept.
set -euo pipefail
readonly repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repository/eng/packages.sh"

readonly release=${1:?which release, such as trixie?}
readonly roots=${MESSAGING_TEST_ROOTS:-/var/cache/messaging-tests}
readonly root=$roots/$release
readonly packages=(rabbitmq-server python3-oslo.messaging python3-zmq)

making=

# The mirror from which this machine's own Debian comes.
mirror() {
    local uri
    uri=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1)
    printf '%s\n' "${uri:-http://deb.debian.org/debian/}"
}

# Uses apt, because it knows the proxies of this machine.
can_reach() {
    local there
    there=$(mktemp)
    /usr/lib/apt/apt-helper download-file "${1%/}/dists/$release/Release" "$there" > /dev/null 2>&1 || { rm -f "$there"; return 1; }
    rm -f "$there"
}

make_root() {
    local from script=/usr/share/debootstrap/scripts/$release
    # An old debootstrap does not know newer releases, but the script has been the same for all of them for years.
    [ -e "$script" ] || script=${script%/*}/sid
    from=$(mirror)
    if ! can_reach "$from"; then
        say "Debian $release cannot be made: $from cannot be reached from here, or does not have it"
        return 1
    fi
    as_root mkdir -p "$roots"
    making=$(as_root mktemp --directory "$roots/.$release-XXXXXX")
    trap 'as_root rm -rf --one-file-system "$making"' EXIT
    say "Making Debian $release in $root"
    as_root debootstrap --variant=minbase "$release" "$making" "$from" "$script"

    # Only the tests may start anything in it.
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$making/usr/sbin/policy-rc.d" > /dev/null
    as_root chmod 755 "$making" "$making/usr/sbin/policy-rc.d"

    # A mirror that lags, or a clock that is ahead, is not a reason to refuse signed packages.
    in_root "$making" apt-get --option Acquire::Check-Valid-Until=false update
    in_root "$making" apt-get install --yes --no-install-recommends "${packages[@]}"
    in_root "$making" apt-get clean
    as_root mv --no-target-directory "$making" "$root"
    trap - EXIT
}

in_root() { as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C "$repository/eng/in-root.sh" "$@"; }

is_whole() { [ -e "$root/usr/lib/rabbitmq/bin/rabbitmq-server" ] && [ -e "$root/usr/lib/python3/dist-packages/oslo_messaging" ]; }

if ! is_whole; then
    if ! install_packages debootstrap debian-archive-keyring >&2; then
        say "Debian $release cannot be made: $apt_reason" >&2
        exit 1
    fi
    make_root >&2
fi

# For users without root who enter it: they cannot create the folder themselves.
[ -d "$root$repository" ] || as_root mkdir -p "$root$repository"
printf '%s\n' "$root"
