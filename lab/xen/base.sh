# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of lab/xen.sh and its other parts
# The root file system of dom0 as Debian's packages make it, before any of our files: the slow part of an image. Cached by the
# content of this file. Sourced by lab/xen.sh.

suite=bookworm
xen_version=4.17
dom0_packages=(linux-image-amd64 "xen-hypervisor-$xen_version-amd64" "xen-utils-$xen_version" xenstore-utils qemu-system-xen seabios
    qemu-utils libvirt-daemon-system libvirt-daemon-driver-xen libvirt-clients systemd-sysv initramfs-tools openssh-server
    openssh-client iproute2 bridge-utils iptables nftables iputils-ping netcat-openbsd socat busybox-static python3 kmod udev procps
    dbus e2fsprogs less)
# Kernel modules that no dom0 in QEMU ever loads: two thirds of all.
unused_modules=(sound drivers/gpu drivers/media drivers/net/wireless drivers/net/ethernet drivers/infiniband drivers/iio
    drivers/staging drivers/isdn drivers/bluetooth drivers/usb/serial drivers/hwmon drivers/video drivers/mmc drivers/mtd
    drivers/thunderbolt drivers/hid fs/ocfs2 fs/xfs fs/btrfs fs/ceph net/wireless net/mac80211 net/bluetooth)

base_key() { sha256sum <"$here/xen/base.sh" | cut -c1-16; }

base_of() { echo "$lab_dir/base/$(base_key)"; }

# mirror SUITE FALLBACK: the archive that this machine's own apt uses for the suite.
mirror() {
    local uri
    # shellcheck disable=SC2016 # apt's words
    uri=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' | awk -v s="$1" '$2 == s { print $1; exit }')
    echo "${uri:-$2}"
}

write_apt_configuration() {
    local root=$1 archive=$2
    cat >"$root/etc/apt/sources.list" <<END
deb $archive $suite main
deb $archive $suite-updates main
deb $(mirror "$suite-security" http://security.debian.org/debian-security) $suite-security main
END
    cat >"$root/etc/apt/apt.conf.d/90lab" <<END
APT::Install-Recommends "false";
Acquire::Languages "none";
END
    apt-config dump Acquire::http Acquire::https | grep -i proxy >>"$root/etc/apt/apt.conf.d/90lab" || true
    cat >"$root/etc/dpkg/dpkg.cfg.d/90lab" <<END
force-unsafe-io
path-exclude /usr/share/doc/*
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
END
}

# The initramfs of dom0 holds what its disk needs and no more.
write_initramfs_configuration() {
    mkdir -p "$1/etc/initramfs-tools/conf.d"
    printf '%s\n' virtio_pci virtio_blk ext4 crc32c_generic >"$1/etc/initramfs-tools/modules"
    printf 'MODULES=list\nCOMPRESS=gzip\n' >"$1/etc/initramfs-tools/conf.d/lab"
}

# The Perl of debootstrap and apt wants no locale; nothing may start in the chroot, which shares the machine's processes.
in_root() {
    local root=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}

build_base() {
    local root=$1 archive module
    archive=$(mirror "$suite" http://deb.debian.org/debian)
    LC_ALL=C debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$archive"
    write_apt_configuration "$root" "$archive"
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    write_initramfs_configuration "$root"
    in_root "$root" apt-get update
    in_root "$root" apt-get install -y "${dom0_packages[@]}"
    rm -f "$root/usr/sbin/policy-rc.d" "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb
    rm -rf "$root"/var/lib/apt/lists/*
    for module in "${unused_modules[@]}"; do rm -rf "$root"/lib/modules/*/kernel/"$module"; done
}

# need_base: makes it when it is not there; called under the build lock.
need_base() {
    local base work
    base=$(base_of)
    [ ! -e "$base/var/lib/dpkg/status" ] || return 0
    [ "$(id -u)" = 0 ] || die 2 "building the Xen host's image needs root (debootstrap, chroot); run once: sudo $here/xen.sh prepare"
    say "lab: installing dom0 from Debian packages (once, 1-3 minutes; log: $build_log)"
    mkdir -p "$lab_dir/base"
    rm -rf --one-file-system "$lab_dir"/base/work.*
    work=$(mktemp -d "$lab_dir/base/work.XXXXXX")
    chmod 755 "$work"
    (set -e; build_base "$work") >>"$build_log" 2>&1 </dev/null || failed_log "$build_log" "dom0's packages could not be installed"
    mv "$work" "$base"
}
