# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of lab/xen.sh and its other parts
# Ways into a running host: one ssh connection per host that all commands share, files, forwarded sockets. Sourced by lab/xen.sh.

ssh_options() {
    ssh_to=(-q -F /dev/null -i "$image/id_lab" -p "$(cat "$run/port")" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
        -o IdentitiesOnly=yes -o ConnectTimeout=15)
    ssh_shared=("${ssh_to[@]}" -o ControlPath="$sockets/ssh")
}

# need_host N: the host must be up; sets image and the ssh options. One that still boots is refused: what a command changes there
# would stay in its snapshot.
need_host() {
    use_host "$1"
    host_runs || die 1 "host $node of this checkout does not run; start it with: lab/xen.sh up $node"
    [ -e "$run/up" ] || die 1 "host $node of this checkout is not up yet; wait for: lab/xen.sh up $node"
    image=$(cat "$run/image")
    ssh_options
}

# ssh_host COMMAND…: each argument arrives as it is, whatever is in it.
ssh_host() { ssh "${ssh_shared[@]}" -o ControlMaster=no root@127.0.0.1 -- "$(printf '%q ' "$@")"; }

# reach_host: waits until dom0 answers, makes the shared connection, sets clock and name.
reach_host() {
    ssh_options
    until_true 120 ssh_answers || failed_log "$run/serial.log" "host $node does not answer on ssh"
    share_connection
    ssh_host setnode "$node" "$(date +%s)" </dev/null
}

ssh_answers() { timeout 20 ssh "${ssh_to[@]}" root@127.0.0.1 true </dev/null >/dev/null 2>&1; }

# The later commands ride on this connection: a handshake costs most of a second of dom0's time.
share_connection() {
    end_process "$run/ssh.pid" "$sockets/"
    ssh "${ssh_shared[@]}" -o ControlMaster=yes -o ServerAliveInterval=20 -N root@127.0.0.1 </dev/null >/dev/null 2>&1 6>&- 7>&- 8>&- &
    echo $! >"$run/ssh.pid"
    disown
    until_true 30 test -S "$sockets/ssh" || true # without it, commands connect by themselves
}

# forward_socket REMOTE_PATH: prints the local path that leads to it; starts the forwarder unless it runs.
forward_socket() {
    local name pidfile local_path
    name=$(basename "$1")-$(echo "$1" | sha256sum | cut -c1-6)
    pidfile=$run/forward-$name.pid
    local_path=$sockets/$name
    if gone "$(recorded "$pidfile")" "$sockets/"; then
        rm -f "$local_path"
        ssh "${ssh_to[@]}" -o ExitOnForwardFailure=yes -o ServerAliveInterval=20 -N -L "$local_path:$1" \
            root@127.0.0.1 </dev/null >"$run/forward-$name.log" 2>&1 6>&- 7>&- 8>&- &
        echo $! >"$pidfile"
        disown
        until_true 30 test -S "$local_path" || failed_log "$run/forward-$name.log" "$1 of host $node could not be forwarded"
    fi
    echo "$local_path"
}

# put LOCAL REMOTE: a file keeps its mode; a folder's content goes into the folder REMOTE.
put() {
    # shellcheck disable=SC2016,SC2094 # the other side's variables; nothing is written here
    if [ -d "$1" ]; then
        tar -C "$1" -cf - . | ssh_host sh -c 'mkdir -p "$1" && tar -C "$1" --no-same-owner -xf -' sh "$2"
    else
        ssh_host sh -c 'mkdir -p "$(dirname "$1")" && cat >"$1" && chmod "$2" "$1"' sh "$2" "$(stat -c %a "$1")" <"$1"
    fi
}

dist_hash() { (cd "$1" && find . -type f ! -name '*.aot' ! -name stamp ! -name jdk-home | LC_ALL=C sort | xargs sha256sum) | sha256sum | cut -c1-16; }

# train_for_host: makes the daemon's AOT cache for dom0's JDK and brings it there: starting takes half the time then. It is trained
# out here, because in dom0 that would take minutes, under dom0's paths, hence the namespace; without one there is no cache.
# Adapters stay out of it: they are code for this machine's processor, and dom0's knows less. It is mapped where it says, because
# moving it touches every page of it, and a page fault costs a PV domain far more than others. The second compiler stays off: on an
# emulated processor it takes a third of what a start costs.
train_for_host() {
    local jdk=$image/jdk stage
    if [[ $root == /opt/* ]] || ! unshare -m true 2>/dev/null; then return 0; fi
    stage=$(mktemp -d "$image/stage.XXXXXX")
    if [ ! -e "$jdk" ]; then
        mkdir "$stage/jdk"
        # Another host's `up` may have been quicker.
        if ssh_host tar -C / -cf - opt/jdk </dev/null | tar -C "$stage/jdk" -xf -; then
            mv -T "$stage/jdk" "$jdk" 2>/dev/null || [ -e "$jdk/opt/jdk" ]
        fi
    fi
    mkdir -p "$stage/opt/jdk"
    cp -a "$root/target/dist" "$stage/opt/ostler"
    rm -f "$stage/opt/ostler/"*.aot
    echo /opt/jdk >"$stage/opt/ostler/jdk-home"
    printf 'daemon %s\n' -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching \
        -XX:TieredStopAtLevel=1 -XX:ArchiveRelocationMode=0 >>"$stage/opt/ostler/jvm-flags"
    # shellcheck disable=SC2016 # the inner shell's variables
    if env -u JAVA_HOME unshare -m sh -c 'mount --bind "$1/opt" /opt && mount --bind "$2/opt/jdk" /opt/jdk && exec "$3" /opt/ostler daemon' \
        sh "$stage" "$jdk" "$root/tools/train" >"$run/train.log" 2>&1 </dev/null && [ -s "$stage/opt/ostler/daemon.aot" ]; then
        put "$stage/opt/ostler/jvm-flags" /opt/ostler/jvm-flags
        put "$stage/opt/ostler/daemon.aot" /opt/ostler/daemon.aot
    else
        say "lab: no AOT cache for host $node (Ostler only starts slower there); why: $run/train.log"
    fi
    rm -rf "$stage"
}

# install_dist: brings the built Ostler into dom0 when it is another one than there, and (re)starts its daemon when it has one.
# The AOT caches of the distribution stay behind: they hold for one JDK build only, and dom0's is another.
install_dist() {
    local dist=$root/target/dist hash unpack
    # shellcheck disable=SC2016 # the other side's variables
    unpack='tar -C /opt/ostler --no-same-owner -xf - && echo /opt/jdk >/opt/ostler/jdk-home &&
        ln -sf /opt/ostler/bin/ostler /usr/local/bin/ostler && echo "$1" >/opt/ostler/.hash'
    [ -d "$dist/lib" ] || { say "lab: no Ostler is built here (tools/build), so none is installed in host $node"; return 0; }
    hash=$(dist_hash "$dist")
    if [ "$(ssh_host cat /opt/ostler/.hash </dev/null 2>/dev/null)" != "$hash" ]; then
        ssh_host sh -c 'lab-ostler stop; rm -rf /opt/ostler; mkdir -p /opt/ostler' </dev/null
        tar -C "$dist" --exclude='*.aot' --exclude=./stamp --exclude=./jdk-home -cf - . |
            ssh_host sh -c "$unpack" sh "$hash"
        train_for_host
    fi
    if grep -aq org/ostler/daemon/Main.class "$dist/lib/ostler-daemon-"*.jar; then
        ssh_host lab-ostler start </dev/null >"$run/daemon.log" 2>&1 || failed_log "$run/daemon.log" "Ostler's daemon in host $node does not start"
    fi
}
