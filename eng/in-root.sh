#!/bin/sh
# Runs a program of the Debian in a folder (eng/debian-root.sh makes one): eng/in-root.sh ROOT PROGRAM [ARGUMENT...]
#
# It sees the machine's processes, devices and network, its temporary files and this repository, each under the path that it has
# outside. They are mounted for this program alone: nothing stays mounted when it ends. This process becomes the program, so that
# who started it may signal it by the id that it knows.
set -eu
tmp=${TMPDIR:-/tmp}
tmp=${tmp%/}

if [ "${1:-}" != --inside ]; then
    # Who is not root is it in a namespace of users, as far as its own processes and files go.
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
