# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of lab/xen.sh and its other parts
# Hosts: QEMU processes that run Xen. A host's folder holds pid, port, parameters, disk overlay and logs; its sockets lie in a short
# path of their own (108 bytes is a socket name's limit). Sourced by lab/xen.sh.

memory_mib=${OSTLER_LAB_MEMORY:-2048}
dom0_mib=${OSTLER_LAB_DOM0_MEMORY:-1024}
cpus=${OSTLER_LAB_CPUS:-2}
cpu=qemu64,+svm,+npt # `max` kills PVH guests

# use_host N: sets run (its folder) and sockets, and takes its lock when told so.
use_host() {
    [[ "$1" =~ ^[1-9][0-9]?$ ]] || die 2 "a lab host is a number from 1 to 99, not \"$1\""
    node=$1
    run=$runs/$node
    sockets=/tmp/ostler-lab-$(id -u)/$checkout_key-$node
}

lock_host() {
    mkdir -p "$run"
    exec 7>"$run.lock"
    flock -w 600 7 || die 1 "another process holds host $node ($run.lock)"
}

make_sockets_folder() {
    local parent
    parent=$(dirname "$sockets")
    mkdir -m 700 "$parent" 2>/dev/null || true
    { [ -d "$parent" ] && [ -O "$parent" ] && [ ! -L "$parent" ]; } || die 1 "$parent belongs to someone else"
    mkdir -p "$sockets"
}

# ours PID TEXT: true when that process lives and its command line contains the text. A zombie's is empty: it counts as gone.
ours() { [ -n "$1" ] && { tr "\0" " " <"/proc/$1/cmdline"; } 2>/dev/null | grep -qF -- "$2"; }

gone() { ! ours "$1" "$2"; }

recorded() { cat "$1" 2>/dev/null || true; }

host_runs() { ours "$(recorded "$run/pid")" "$run/"; }

# end_process PIDFILE TEXT: ends a recorded process if it is ours, the hard way after ten seconds.
end_process() {
    local pid
    pid=$(recorded "$1")
    if ours "$pid" "$2"; then
        kill "$pid" 2>/dev/null || true
        until_true 10 gone "$pid" "$2" || { kill -9 "$pid" 2>/dev/null || true; until_true 10 gone "$pid" "$2" || true; }
    fi
    rm -f "$1"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# A network of all hosts of this checkout: multicast on the loopback interface, with a group of its own.
host_network() {
    if [ -z "${OSTLER_LAB_NET:-}" ]; then
        echo "user,id=n1,restrict=on,net=10.0.3.0/24"
    else
        local n=$((16#${checkout_key:0:6}))
        echo "socket,id=n1,mcast=239.$((n >> 16)).$((n >> 8 & 255)).$((n & 255)):$((20000 + n % 10000)),localaddr=127.0.0.1"
    fi
}

# start_qemu [ARGUMENT…]: a free port may be taken before QEMU has it; then it is tried with another.
start_qemu() {
    local try
    for try in 1 2 3 4 5; do
        free_port >"$run/port"
        if launch_qemu "$@" >"$run/qemu.log" 2>&1 </dev/null; then return 0; fi
        grep -q 'host forwarding' "$run/qemu.log" || break
    done
    failed_log "$run/qemu.log" "QEMU could not start host $node (try $try)"
}

launch_qemu() {
    local xen_line="console=com1 com1=115200,8n1 loglvl=warning guest_loglvl=warning dom0_mem=${dom0_mib}M,max:${dom0_mib}M \
dom0_max_vcpus=$cpus spec-ctrl=no xpti=no pv-l1tf=no smap=0 smep=0"
    local dom0_line="root=/dev/vda ro console=hvc0 mitigations=off net.ifnames=0 init=/opt/lab/init quiet"
    # QEMU inherits the image's lock for as long as it lives, so that nobody prunes the image; not the locks of this script.
    exec 6>>"$image/lock"
    flock -s 6
    qemu-system-x86_64 -name "ostler-lab-$node" -uuid "00000000-1111-2222-3333-$(printf %012d "$node")" \
        -machine pc -accel tcg,thread=multi,tb-size=512 -cpu "$cpu" -m "$memory_mib" -smp "$cpus" \
        -nodefaults -no-user-config -display none -vga none -no-reboot \
        -kernel "$image/xen" -append "$xen_line" -initrd "$image/vmlinuz $dom0_line,$image/initrd.img" \
        -drive "file=$run/disk.qcow2,if=none,id=d0,format=qcow2,cache=unsafe" -device virtio-blk-pci,drive=d0 \
        -netdev "user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:$(cat "$run/port")-:22" -device virtio-net-pci,netdev=n0,romfile= \
        -netdev "$(host_network)" -device "virtio-net-pci,netdev=n1,romfile=,mac=52:54:00:77:00:$(printf %02x "$node")" \
        -serial "file:$run/serial.log" -monitor "unix:$sockets/monitor,server,nowait" -pidfile "$run/pid" -daemonize "$@" \
        7>&- 8>&-
    exec 6>&-
}

monitor() { "$here/xen/hmp" "$sockets/monitor" "$@"; }

# new_overlay BACKING FORMAT: a fresh disk for the host above a read-only one.
new_overlay() {
    rm -f "$run/disk.qcow2"
    qemu-img create -q -f qcow2 -F "$2" -b "$1" "$run/disk.qcow2" >"$run/qemu.log" 2>&1 ||
        failed_log "$run/qemu.log" "no disk for host $node"
}

boot_cold() {
    new_overlay "$image/root.raw" raw
    : >"$run/serial.log"
    start_qemu
    until_true 900 booted_or_dead
    if ! host_runs || ! grep -q LAB-READY "$run/serial.log"; then failed_log "$run/serial.log" "host $node did not boot"; fi
}

booted_or_dead() { grep -q LAB-READY "$run/serial.log" || ! host_runs; }

snapshot_of() {
    local key
    key=$(echo "$memory_mib $dom0_mib $cpus $cpu $(qemu-system-x86_64 --version)" | sha256sum | cut -c1-8)
    echo "$image/snapshot-$key"
}

# take_snapshot FOLDER: freezes the running host into it. Its state file may be restored any number of times.
take_snapshot() {
    local work=$1.work
    rm -rf "$work"
    mkdir "$work"
    ssh_host sync
    monitor stop >/dev/null
    monitor 'migrate_set_parameter max-bandwidth 8G' >/dev/null
    monitor "migrate \"exec:cat > $work/state\"" >/dev/null
    until_true 120 migrated
    monitor 'info migrate' | grep '^Migration status: completed' >/dev/null || die 1 "host $node could not be frozen"
    stop_qemu
    mv "$run/disk.qcow2" "$work/disk.qcow2"
    chmod a-w "$work"/*
    mv "$work" "$1"
}

# Not `grep -q`, which ends before the monitor's words do: with pipefail that is a failure.
migrated() { monitor 'info migrate' | grep -E '^Migration status: (completed|failed)' >/dev/null; }

# need_snapshot: sets `snapshot`; boots a host once for it when there is none.
need_snapshot() {
    snapshot=$(snapshot_of)
    [ ! -e "$snapshot/state" ] || return 0
    exec 8>"$image/snapshot.lock"
    flock -w 600 8 || die 1 "another process has been taking the snapshot for 10 minutes ($image/snapshot.lock)"
    if [ ! -e "$snapshot/state" ]; then
        local started=$SECONDS
        say "lab: booting the Xen host once for its snapshot"
        boot_cold
        reach_host
        take_snapshot "$snapshot"
        say "lab: snapshot taken in $((SECONDS - started)) s"
    fi
    exec 8>&-
}

restore_host() {
    new_overlay "$snapshot/disk.qcow2" qcow2
    : >"$run/serial.log"
    start_qemu -incoming "exec:cat $snapshot/state"
    until_true 120 incoming_done_or_dead
    host_runs || failed_log "$run/qemu.log" "host $node ended while its snapshot was read"
    monitor cont >/dev/null
}

# "paused (inmigrate)" while it reads; then as the snapshot was taken, or already running.
incoming_done_or_dead() { ! host_runs || monitor 'info status' | grep -E 'running$|paused$' >/dev/null; }

stop_qemu() {
    end_process "$run/pid" "$run/"
    rm -rf "$sockets"
    make_sockets_folder
}

stop_host() {
    local file
    for file in "$run"/forward-*.pid; do
        if [ -e "$file" ]; then end_process "$file" "$sockets/"; fi
    done
    end_process "$run/ssh.pid" "$sockets/"
    end_process "$run/pid" "$run/"
    rm -rf "$sockets" "$run"
}
