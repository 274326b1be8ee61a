# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of lab/xen.sh and its other parts
# The disk image of dom0: the base and our files (lab/xen/dom0), the small guests, a Java runtime; with Xen, kernel and initramfs
# beside it as QEMU takes them. Cached by the content of all that. Sourced by lab/xen.sh. No loop device, no mount.

image_mib=4096
java_modules=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss
java_modules+=,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

image_key() {
    {
        base_key
        cat "$jdk/release" "$here/xen/image.sh" "$here/guest.sh" "$here/guest/init" "$here/guest/make-initrd"
        find "$here/xen/dom0" -type f | LC_ALL=C sort | while read -r f; do sha256sum <"$f"; done
    } | sha256sum | cut -c1-16
}

# ssh with a key made for this image, which lives only in the cache.
configure_ssh() {
    local root=$1 made=$2
    ssh-keygen -q -t ed25519 -N '' -C ostler-lab -f "$made/id_lab"
    mkdir -p "$root/root/.ssh"
    chmod 700 "$root/root/.ssh"
    cp "$made/id_lab" "$root/root/.ssh/id_ed25519"
    cp "$made/id_lab.pub" "$root/root/.ssh/authorized_keys"
    printf 'Host *\n StrictHostKeyChecking no\n UserKnownHostsFile /dev/null\n LogLevel ERROR\n' >"$root/root/.ssh/config"
    chmod 600 "$root"/root/.ssh/*
    cat >"$root/etc/ssh/sshd_config.d/lab.conf" <<END
PermitRootLogin prohibit-password
UseDNS no
UsePAM no
PrintMotd no
MaxSessions 200
MaxStartups 200
END
}

configure_system() {
    local root=$1
    echo xen0 >"$root/etc/hostname"
    printf '127.0.0.1 localhost\n192.168.77.1 xen1\n192.168.77.2 xen2\n192.168.77.3 xen3\n' >"$root/etc/hosts"
    printf '/dev/vda / ext4 defaults,noatime 0 1\n' >"$root/etc/fstab"
    printf 'nameserver 10.0.2.3\n' >"$root/etc/resolv.conf"
    mkdir -p "$root/opt/lab"
    cp "$root/bin/busybox" "$root/opt/lab/busybox"
    ln -s /opt/lab/busybox "$root/opt/lab/init"
    cat >"$root/etc/inittab" <<END
::sysinit:/opt/lab/rc
::respawn:/opt/lab/busybox getty -n -l /bin/bash -L hvc0 115200 vt100
::ctrlaltdel:/opt/lab/busybox poweroff
END
    cp "$here/xen/dom0/rc" "$root/opt/lab/rc"
    cp "$here"/xen/dom0/{setnode,mark,lab-libvirtd,lab-ostler} "$root/usr/local/bin/"
}

configure_xen() {
    local root=$1
    sed -i '/^#*autoballoon=/d' "$root/etc/xen/xl.conf"
    echo 'autoballoon="off"' >>"$root/etc/xen/xl.conf"
    # Without this folder xenconsoled ends, and every create fails with "console tty: timed out".
    mkdir -p "$root/var/log/xen/console"
    echo 'XENCONSOLED_ARGS="--log=guest --log-dir=/var/log/xen/console"' >>"$root/etc/default/xen"
}

# Stock libvirtd, for comparisons, on its own sockets. Its Xen driver refuses to start when no CPU model of its map fits.
configure_libvirtd() {
    local root=$1 map=$1/usr/share/libvirt/cpu_map
    printf 'auth_unix_rw = "none"\nauth_unix_ro = "none"\nunix_sock_group = "root"\n' >"$root/etc/libvirt/libvirtd.conf"
    cp "$here/xen/dom0/x86_xenlab.xml" "$map/"
    sed -i "s#<include filename=.x86_486.xml./>#&\\n    <include filename='x86_xenlab.xml'/>#" "$map/index.xml"
}

# The small guest of lab/guest.sh: its kernel packed for HVM, and unpacked for PV and PVH, which libxl would do slowly on every create.
add_guests() {
    local guests=$1/root/guests made
    made=$("$here/guest.sh")
    [ -e "$made/vmlinux" ] || die 1 "lab: the guest's kernel could not be unpacked"
    mkdir -p "$guests"
    cp "$made/vmlinuz" "$made/vmlinux" "$guests/"
    cp "$made/initrd.img" "$guests/tiny.img"
    truncate -s 16M "$guests/disk.img"
    cp "$here"/xen/dom0/guests/* "$guests/"
}

# A runtime of the modules that Ostler and its tests need; the whole JDK where jlink cannot (a changed file in it, for one).
add_java() {
    local root=$1
    if "$jdk/bin/jlink" --add-modules "$java_modules" --strip-debug --no-header-files --no-man-pages --output "$root/opt/jdk"; then
        "$root/opt/jdk/bin/java" -Xshare:dump
        "$root/opt/jdk/bin/java" -XX:+UseCompactObjectHeaders -Xshare:dump
    else
        rm -rf "$root/opt/jdk"
        mkdir -p "$root/opt/jdk"
        (cd "$jdk" && tar -ch --exclude=./man --exclude=./legal --exclude=./include --exclude='*/src.zip' --exclude=./jmods .) |
            tar -x -C "$root/opt/jdk"
    fi
    ln -sf /opt/jdk/bin/java "$root/usr/local/bin/java"
}

build_image() {
    local root=$1 made=$2
    cp -a "$(base_of)/." "$root/"
    configure_system "$root"
    configure_ssh "$root" "$made"
    configure_xen "$root"
    configure_libvirtd "$root"
    add_guests "$root"
    add_java "$root"
    zcat "$root/boot/xen-$xen_version-amd64.gz" >"$made/xen" # QEMU starts the unpacked ELF only
    cp "$root"/boot/vmlinuz-* "$made/vmlinuz"
    cp "$root"/boot/initrd.img-* "$made/initrd.img"
    rm -rf "${root:?}"/boot/*
    truncate -s ${image_mib}M "$made/root.raw"
    mkfs.ext4 -q -F -L dom0 -E lazy_itable_init=0 -O ^has_journal -d "$root" "$made/root.raw"
}

# need_image: sets `image` to the folder of the image that these files describe, building it when it is not there.
need_image() {
    local started=$SECONDS work
    jdk=$(need_jdk) || exit 2
    image=$lab_dir/images/$(image_key)
    mkdir -p "$lab_dir/images" "$lab_dir/log"
    build_log=$lab_dir/log/build.log
    [ ! -e "$image/root.raw" ] || return 0
    exec 8>"$lab_dir/images/build.lock"
    flock -w 1200 8 || die 1 "another process has been building a lab image for 20 minutes ($lab_dir/images/build.lock)"
    if [ ! -e "$image/root.raw" ]; then
        need_tools
        : >"$build_log"
        need_base
        say "lab: making the Xen host's image"
        rm -rf --one-file-system "$lab_dir"/images/work.*
        work=$(mktemp -d "$lab_dir/images/work.XXXXXX")
        chmod 755 "$work"
        mkdir "$work/root" "$work/made"
        (set -e; build_image "$work/root" "$work/made") >>"$build_log" 2>&1 </dev/null ||
            failed_log "$build_log" "the Xen host's image could not be made"
        mv "$work/made" "$image"
        rm -rf --one-file-system "$work"
        prune
        say "lab: image made in $((SECONDS - started)) s"
    fi
    exec 8>&-
}

# prune: of the images that no host uses, keeps the newest three; of the bases, the present one.
prune() {
    local old
    find "$lab_dir/images" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- |
        while read -r old; do
            # A running host holds its image's lock.
            flock -n "$old/lock" rm -rf --one-file-system "$old" 2>/dev/null || true
        done
    find "$lab_dir/base" -mindepth 1 -maxdepth 1 -type d ! -path "$(base_of)" -exec rm -rf --one-file-system {} +
}
