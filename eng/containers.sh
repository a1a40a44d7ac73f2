# Sourced by test.sh: brokers in podman containers, from an image that is built here from Debian's packages. No registry is involved.

readonly container_packages=(podman runc netavark aardvark-dns iptables)

engine_folder=

# Starts an engine, and makes the tests use it with an image of a Debian that eng/debian-root.sh has created.
use_containers() {
    local root=$1 image=localhost/messaging-test-rabbitmq:$2 socket
    engine_folder=$(mktemp -d)
    socket=$engine_folder/podman.sock
    export CONTAINERS_CONF=$engine_folder/containers.conf
    # When this machine is itself a container, few limits can be raised; runc demands less of the kernel than crun.
    cat > "$CONTAINERS_CONF" << 'END'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
[engine]
runtime = "runc"
[network]
network_backend = "netavark"
END
    trap stop_containers EXIT
    podman_as_root image exists "$image" || make_image "$root" "$image" || return 1
    as_root sh -c 'echo $$ > "$1/pid"; exec env CONTAINERS_CONF="$1/containers.conf" podman system service --time 0 "unix://$1/podman.sock"' \
        sh "$engine_folder" > "$engine_folder/log" 2>&1 &
    wait_for_engine "$socket" || return 1

    # The test that started a container removes it; any that are left are removed at the end.
    export DOCKER_HOST=unix://$socket TESTCONTAINERS_RYUK_DISABLED=true
    export MESSAGING_TEST_RABBIT=container MESSAGING_TEST_RABBIT_IMAGE=$image
}

podman_as_root() { as_root env CONTAINERS_CONF="$CONTAINERS_CONF" podman "$@"; }

make_image() {
    local start=$engine_folder/usr/local/sbin/start-rabbitmq
    say "Making the image $2"
    mkdir -p "$(dirname "$start")"
    # As in the official image: the user comes from the environment and may connect from any host, and the log goes to standard output.
    cat > "$start" << 'END'
#!/bin/sh
set -e
mkdir -p /etc/rabbitmq/conf.d
printf 'loopback_users = none\ndefault_user = %s\ndefault_pass = %s\n' "$RABBITMQ_DEFAULT_USER" "$RABBITMQ_DEFAULT_PASS" \
    > /etc/rabbitmq/conf.d/10-user.conf
cd /var/lib/rabbitmq
exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups env HOME=/var/lib/rabbitmq RABBITMQ_LOGS=- \
    /usr/lib/rabbitmq/bin/rabbitmq-server
END
    chmod 755 "$start"
    as_root tar --create --one-file-system --exclude='./tmp/*' --directory "$1" . \
            --directory "$engine_folder" usr/local/sbin/start-rabbitmq \
        | podman_as_root import --change 'ENTRYPOINT ["/usr/local/sbin/start-rabbitmq"]' --change 'EXPOSE 5672' - "$2"
}

wait_for_engine() {
    local tries
    for tries in $(seq 100); do
        if [ -S "$1" ]; then
            as_root chmod 666 "$1"
            return 0
        fi
        sleep 0.1
    done
    say 'podman did not start within 10 s:'
    cat "$engine_folder/log"
    return 1
}

stop_containers() {
    local left
    if [ -s "$engine_folder/pid" ]; then
        mapfile -t left < <(podman_as_root ps --all --quiet --filter label=org.testcontainers=true)
        [ "${#left[@]}" -eq 0 ] || podman_as_root rm --force "${left[@]}" > /dev/null
        as_root kill "$(cat "$engine_folder/pid")" || true
    fi
    rm -rf "$engine_folder"
}
