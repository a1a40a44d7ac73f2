#!/usr/bin/env bash
# Starts a real Neutron from Debian's packages, with SQLite and its own RabbitMQ, runs the sample as one of its agents, and shows that
# Neutron accepted it. Needs root, debootstrap, python3 and curl; the first run takes some minutes and 1.1 GB.
#
#   samples/OpenStack/neutron.sh             everything, once
#   samples/OpenStack/neutron.sh --serve     only Neutron and RabbitMQ, until Ctrl+C, for your own trials
#
# Neutron is installed into a separate Debian system in OPENSTACK_ROOT (default: artifacts/openstack), which is kept for the next run; no
# package or service is added to this machine. Configuration, database and logs are in a temporary folder inside it, which is deleted at
# the end. Every process that is started is stopped by its id. All ports are on the loopback interface.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly release=bookworm
readonly root=${OPENSTACK_ROOT:-$PWD/artifacts/openstack}
readonly host=sample-host
pids=()
work=

say() { printf '== %s\n' "$*"; }

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$work" LC_ALL=C.UTF-8 "$@"; }

# Starts a program in the root so that $! is its id: exec replaces the subshell, so no shell remains in between.
start_in_root() {
    local log=$1
    shift
    (exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$work" LC_ALL=C.UTF-8 "$@" > "$log" 2>&1) &
    pids+=($!)
}

# Stops everything in reverse order: Neutron can sign off from the broker while the broker is still running.
stop_all() {
    local i
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        kill "${pids[$i]}" 2> /dev/null || true
        for _ in $(seq 100); do
            kill -0 "${pids[$i]}" 2> /dev/null || break
            sleep 0.1
        done
        kill -KILL "${pids[$i]}" 2> /dev/null || true
    done
    [ -z "$work" ] || rm -rf "${root:?}$work"
    ! mountpoint --quiet "$root/proc" || umount "$root/proc"
}

# A port that nobody is listening on.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Waits until a command succeeds, as long as a process is running.
wait_until() {
    local what=$1 pid=$2 log=$3
    shift 3
    for _ in $(seq 600); do
        "$@" > /dev/null 2>&1 && return
        kill -0 "$pid" 2> /dev/null || break
        sleep 0.5
    done
    tail --lines 30 "$log" >&2
    fail "$what did not appear"
}

make_root() {
    if [ ! -e "$root/.ready" ]; then
        say "Creating a Debian system in $root (only once)"
        mkdir -p "$root"
        [ -z "$(ls -A "$root")" ] || fail "$root is neither empty nor complete: remove it, or set OPENSTACK_ROOT to another folder"
        debootstrap --variant=minbase "$release" "$root"
        # Packages installed in there must not start anything by themselves.
        printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
        chmod 755 "$root/usr/sbin/policy-rc.d"
        mount -t proc proc "$root/proc"
        in_root DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends neutron-rpc-server rabbitmq-server sqlite3
        touch "$root/.ready"
    fi
    mountpoint --quiet "$root/proc" || mount -t proc proc "$root/proc"
    work=$(mktemp --directory --tmpdir="$root/tmp" openstack.XXXXXX)
    work=${work#"$root"}
}

start_rabbit() {
    local names dist
    names=$(free_port)
    dist=$(free_port)
    amqp=$(free_port)
    say "Starting RabbitMQ on port $amqp"
    start_in_root "$root$work/epmd.log" ERL_EPMD_ADDRESS=127.0.0.1 epmd -port "$names"
    printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$amqp" > "$root$work/rabbitmq.conf"
    touch "$root$work/env.conf" "$root$work/advanced.config"
    echo '[].' > "$root$work/enabled_plugins"
    start_in_root "$root$work/rabbit.log" ERL_EPMD_PORT="$names" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME="openstack-$amqp@localhost" \
        RABBITMQ_CONF_ENV_FILE="$work/env.conf" RABBITMQ_CONFIG_FILE="$work/rabbitmq.conf" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$work/enabled_plugins" RABBITMQ_DIST_PORT="$dist" \
        RABBITMQ_MNESIA_BASE="$work/rabbit" RABBITMQ_LOG_BASE="$work/rabbit-log" RABBITMQ_PID_FILE="$work/rabbit.pid" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
        /usr/lib/rabbitmq/bin/rabbitmq-server
    wait_until RabbitMQ "${pids[-1]}" "$root$work/rabbit.log" grep --quiet 'completed with' "$root$work/rabbit.log"
}

write_configuration() {
    api_port=$(free_port)
    api=http://127.0.0.1:$api_port/v2.0
    cat > "$root$work/neutron.conf" << END
[DEFAULT]
state_path = $work/state
bind_host = 127.0.0.1
bind_port = $api_port
auth_strategy = noauth
core_plugin = ml2
service_plugins =
transport_url = rabbit://guest:guest@127.0.0.1:$amqp/
api_workers = 0
rpc_workers = 1
rpc_state_report_workers = 1
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
[database]
connection = sqlite:///$work/neutron.sqlite
[oslo_concurrency]
lock_path = $work/lock
[oslo_messaging_notifications]
driver = messagingv2
[ml2]
type_drivers = local
tenant_network_types = local
mechanism_drivers = openvswitch
END
}

start_neutron() {
    say 'Creating the tables of Neutron'
    # Neutron's migrations support only MySQL and PostgreSQL, so for SQLite the tables are created from the newest models.
    in_root python3 - "sqlite:///$work/neutron.sqlite" > "$root$work/db.log" 2>&1 << 'END' \
        || { tail --lines 30 "$root$work/db.log" >&2; fail 'the database could not be created'; }
import sys

import sqlalchemy
from neutron.db.migration.models import head

head.get_metadata().create_all(sqlalchemy.create_engine(sys.argv[1]))
END
    say "Starting Neutron $(in_root dpkg-query --show --showformat='${Version}' neutron-common), its API on port $api_port"
    start_in_root "$root$work/neutron.log" neutron-server --config-file "$work/neutron.conf"
    wait_until Neutron "${pids[-1]}" "$root$work/neutron.log" curl --fail --silent "$api/networks"
}

id_of() { python3 -c "import json, sys; print(json.load(sys.stdin)['$1']['id'])"; }

is_active() { neutron "$api/ports/$1" | grep --quiet '"status": *"ACTIVE"'; }

neutron() { curl --fail --silent --show-error --header 'Content-Type: application/json' "$@"; }

[ "$(id -u)" -eq 0 ] || fail 'this script creates a Debian system and runs programs in it: run it as root'
for tool in debootstrap python3 curl dotnet; do
    command -v "$tool" > /dev/null || fail "$tool is not installed: apt-get install $tool"
done
trap stop_all EXIT
say 'Building the agent'
MSBUILDDISABLENODEREUSE=1 dotnet build samples/OpenStack --configuration Release --verbosity quiet --nologo
make_root
start_rabbit
write_configuration
start_neutron
if [ "${1:-}" = --serve ]; then
    say "Transport URL: rabbit://guest:guest@127.0.0.1:$amqp/   API: $api   Ctrl+C stops"
    wait "${pids[-1]}"
    exit
fi

say 'Starting the agent in C#'
(exec dotnet samples/OpenStack/bin/Release/net*/OpenStack.dll "rabbit://guest:guest@127.0.0.1:$amqp/" "$host" > "$root$work/agent.log" 2>&1) &
pids+=($!)
wait_until 'the agent' "${pids[-1]}" "$root$work/agent.log" grep --quiet 'The agent is ready' "$root$work/agent.log"

say "Creating a network, and a port on the agent's host"
network=$(neutron --data '{"network": {"name": "blue"}}' "$api/networks" | id_of network)
neutron --data "{\"subnet\": {\"network_id\": \"$network\", \"ip_version\": 4, \"cidr\": \"192.0.2.0/24\"}}" "$api/subnets" > /dev/null
port=$(neutron --data "{\"port\": {\"name\": \"eth0\", \"network_id\": \"$network\", \"device_owner\": \"compute:nova\",
    \"binding:host_id\": \"$host\"}}" "$api/ports" | id_of port)

say 'Turning the port off and on, and changing the MTU of the network: Neutron tells all agents'
neutron --request PUT --data '{"port": {"admin_state_up": false}}' "$api/ports/$port" > /dev/null
wait_until 'The first port_update' "${pids[-1]}" "$root$work/agent.log" grep --quiet 'port_update' "$root$work/agent.log"
neutron --request PUT --data '{"port": {"admin_state_up": true}}' "$api/ports/$port" > /dev/null
wait_until 'The port' "${pids[-1]}" "$root$work/agent.log" is_active "$port"
neutron --request PUT --data '{"network": {"mtu": 1400}}' "$api/networks/$network" > /dev/null
wait_until 'network_update' "${pids[-1]}" "$root$work/agent.log" grep --quiet 'network_update' "$root$work/agent.log"

say 'The tables of Neutron'
in_root sqlite3 -header -column "$work/neutron.sqlite" 'select agent_type, "binary", host, admin_state_up, heartbeat_timestamp from agents'
in_root sqlite3 -header -column "$work/neutron.sqlite" \
    'select p.name as port, p.status, b.host, b.vif_type from ports p join ml2_port_bindings b on b.port_id = p.id'

neutron --request DELETE "$api/ports/$port"
neutron --request DELETE "$api/networks/$network"
wait_until 'network_delete' "${pids[-1]}" "$root$work/agent.log" grep --quiet 'network.delete.end' "$root$work/agent.log"
say 'What the agent heard and said'
cat "$root$work/agent.log"
say 'Stopping everything'
