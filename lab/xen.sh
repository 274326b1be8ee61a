#!/usr/bin/env bash
# lab/xen.sh: real Xen hosts in QEMU (plain emulation: neither KVM nor nested virtualization is needed). See docs/lab.md.
#   up [N]                     host N (default 1) runs, with the built Ostler installed and its daemon answering
#   run N COMMAND…             runs a command in dom0: arguments as they are, stdin and exit status pass through
#   socket N [REMOTE_PATH]     prints a local socket that leads to dom0's (default /run/ostler/libvirt-sock)
#   put N LOCAL REMOTE         copies a file, or a folder's content, into dom0
#   down [N]                   ends host N, or all hosts of this checkout
#   status                     hosts of this checkout
#   prepare                    only makes image and snapshot, so that `up` takes seconds
#   deps                       prints the Debian packages that all this needs
# shellcheck disable=SC2154,SC2317 # variables that use_host and need_image set; functions called by name
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(dirname "$here")
lab_dir=${OSTLER_LAB:-${XDG_CACHE_HOME:-$HOME/.cache}/ostler-lab}
checkout_key=$(echo "$root" | sha256sum | cut -c1-8)
runs=$lab_dir/run/$checkout_key
packages=(debootstrap e2fsprogs qemu-system-x86 qemu-utils openssh-client python3)
for part in ../tools/lib.sh xen/base.sh xen/image.sh xen/host.sh xen/reach.sh; do
    # shellcheck source=/dev/null
    . "$here/$part"
done

# failed_log FILE SENTENCE: gives up, with the end of the log.
failed_log() {
    say "lab: $2; the end of $1:"
    tail_of "$1"
    exit 1
}

need_tools() {
    local missing
    missing=$(missing_packages "${packages[@]}")
    [ -z "$missing" ] || die 2 "lab: install these Debian packages first: apt-get install -y --no-install-recommends $missing"
}

usage() {
    sed -n '2,10s/^# \{0,1\}//p' "$here/xen.sh"
    exit "$1"
}

# Image and snapshot exist when this returns; the host that is in use serves to make the snapshot.
prepare() {
    need_tools
    need_image
    echo "$image" >"$run/image"
    need_snapshot
}

cmd_up() {
    use_host "${1:-1}"
    lock_host
    if host_runs; then
        image=$(cat "$run/image")
        reach_host
    else
        stop_host
        mkdir -p "$run"
        make_sockets_folder
        prepare
        restore_host
        reach_host
    fi
    install_dist
    touch "$run/up"
    say "lab: host $node is up (ssh port $(cat "$run/port"), $SECONDS s)"
}

cmd_prepare() {
    use_host 99
    lock_host
    # However this ends, host 99 ends with it.
    trap stop_host EXIT
    stop_host
    mkdir -p "$run"
    make_sockets_folder
    prepare
    stop_host
}

cmd_run() {
    [ $# -ge 2 ] || usage 2 >&2
    need_host "$1"
    shift
    exec ssh "${ssh_shared[@]}" -o ControlMaster=no root@127.0.0.1 -- "$(printf '%q ' "$@")"
}

cmd_socket() {
    [ $# -ge 1 ] || usage 2 >&2
    need_host "$1"
    exec 5>"$run/socket.lock"
    flock -w 60 5 || die 1 "another process holds $run/socket.lock"
    forward_socket "${2:-/run/ostler/libvirt-sock}" 5>&-
}

cmd_put() {
    [ $# -eq 3 ] || usage 2 >&2
    need_host "$1"
    put "$2" "$3"
}

cmd_down() {
    local folder
    if [ $# -ge 1 ]; then
        use_host "$1"
        lock_host
        stop_host
        return
    fi
    for folder in "$runs"/*/; do
        if [ -d "$folder" ]; then cmd_down "$(basename "$folder")"; fi
    done
}

cmd_status() {
    local folder
    for folder in "$runs"/*/; do
        [ -d "$folder" ] || continue
        use_host "$(basename "$folder")"
        if host_runs; then
            printf 'host %s  running  pid %s  ssh port %s  %s MiB resident  image %s\n' "$node" "$(cat "$run/pid")" \
                "$(cat "$run/port")" "$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$(cat "$run/pid")/status")" \
                "$(basename "$(cat "$run/image")")"
        else
            printf 'host %s  dead     logs in %s\n' "$node" "$run"
        fi
    done
}

main() {
    local command
    [[ "$lab_dir" != *[[:space:],]* ]] || die 2 "lab: the cache folder's name may contain neither blanks nor commas: $lab_dir"
    case ${1:-} in
        up | run | socket | put | down | status | prepare)
            command=cmd_$1
            shift
            "$command" "$@"
            ;;
        deps) echo "${packages[*]}" ;;
        -h | --help | help) usage 0 ;;
        *) usage 2 >&2 ;;
    esac
    exit
}

main "$@"
