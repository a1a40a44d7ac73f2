# Sourced by the scripts that need programs from Debian's packages.

# In seconds. The first upgrade of a fresh machine takes minutes.
readonly apt_patience=${APT_PATIENCE:-600}
readonly apt_locked=75
readonly policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}

# Why apt failed, for error reports.
apt_reason=

say() { printf '== %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        printf 'E: Not root, and there is no sudo, to run: %s\n' "$*" >&2
        return 1
    fi
}

is_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# Runs apt-get, and waits while another process holds one of its locks. apt's DPkg::Lock::Timeout covers only the lock of dpkg, not
# those of the package lists and of the downloads. Returns $apt_locked if the lock was still held when the time was over.
apt_get() {
    local status holder told='' start=$SECONDS errors
    errors=$(mktemp)
    while true; do
        status=0
        as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get "$@" 2> "$errors" || status=$?
        holder=$(sed -n 's/^E: \(Could not get lock .*\)/\1/p' "$errors" | head -n 1)
        if [ "$status" -eq 0 ] || [ -z "$holder" ]; then
            break
        fi
        if [ $((SECONDS - start)) -ge "$apt_patience" ]; then
            status=$apt_locked
            break
        fi
        [ "$holder" = "$told" ] || say "Waiting for apt, up to $apt_patience s: $holder"
        told=$holder
        sleep 1
    done
    cat "$errors" >&2
    apt_reason=$(sed -n 's/^E: //p' "$errors" | head -n 1)
    rm -f "$errors"
    return "$status"
}

# Some packages start a system-wide server on the default port, which nobody asked for. Debian's own way to prevent this is a policy
# that forbids every start while apt runs. An existing policy is left alone; ours is removed however this script ends.
without_starting() {
    local status=0
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
        as_root chmod 755 "$policy"
    fi
    "$@" || status=$?
    if [ -n "$(trap -p EXIT)" ]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
    return "$status"
}

# Installs the packages that are missing. Without apt it only says what is needed, which may have been installed in another way.
install_packages() {
    local missing=() package status=0
    if ! command -v apt-get > /dev/null; then
        say "There is no apt here; what is needed is what these packages have: $*"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ "${#missing[@]}" -eq 0 ]; then
        return
    fi
    say "Installing ${missing[*]}"
    apt_get update || status=$?
    # An index that could not be refreshed may still be good enough; the installation shows what is really missing.
    if [ "$status" -ne "$apt_locked" ]; then
        status=0
        without_starting apt_get install --yes --no-install-recommends "${missing[@]}" || status=$?
    fi
    [ "$status" -eq 0 ] || apt_reason="${missing[*]} could not be installed: ${apt_reason:-apt-get ended with exit code $status}"
    return "$status"
}
