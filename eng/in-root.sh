#!/bin/sh
# Runs a program of the Debian in a folder (eng/debian-root.sh creates one): eng/in-root.sh ROOT PROGRAM [ARGUMENT...]
#
# The program sees the machine's processes, devices and network, its temporary files and this repository, under the same paths as
# outside. They are mounted for this program only, and nothing stays mounted when it ends. This process becomes the program, so that
# the caller can signal it by the id of the process that it started.
set -eu
tmp=${TMPDIR:-/tmp}
tmp=${tmp%/}

if [ "${1:-}" != --inside ]; then
    # A user without root becomes root in a user namespace, as far as their own processes and files are concerned.
    [ "$(id -u)" -eq 0 ] || set -- --user "$@"
    if [ "${1:-}" = --user ]; then
        shift
        exec unshare --user --map-root-user --mount --propagation private "$0" --inside "$@"
    fi
    exec unshare --mount --propagation private "$0" --inside "$@"
fi

root=${2%/}
shift 2
repository=$(cd "$(dirname "$0")/.." && pwd)
for folder in /proc /dev "$tmp" "$repository"; do
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
done
[ -d "$root$PWD" ] || cd /
exec chroot "$root" /usr/bin/env --chdir="$PWD" PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
