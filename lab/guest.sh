#!/usr/bin/env bash
# lab/guest.sh: makes the small QEMU guest from Debian packages (nothing is installed; root is not needed) and prints the folder
# that holds it, cached by the content of what it is made from:
#   vmlinuz     Debian's cloud kernel        vmlinux  the same, unpacked (boots faster; an ELF that QEMU starts by its PVH entry)
#   kernel      the faster of the two        initrd.img  busybox and lab/guest/init        cmdline  kernel options that boot fast
# Exit status 3 with a sentence where the packages cannot be had.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=tools/lib.sh
. "$here/../tools/lib.sh"
cache=${OSTLER_LAB:-${XDG_CACHE_HOME:-$HOME/.cache}/ostler-lab}
metapackage=linux-image-cloud-amd64
# A loaded machine's emulated timers are late: no_timer_check, or the kernel would take the timer for a broken one and stop;
# acpi_pm, because a time-stamp counter that was calibrated then runs at any speed.
cmdline="console=ttyS0 quiet loglevel=1 mitigations=off nokaslr no_timer_check noreplace-smp tsc=unstable clocksource=acpi_pm \
cryptomgr.notests random.trust_cpu=on i8042.noaux rcupdate.rcu_expedited=1 audit=0 apparmor=0"

cannot() { die 3 "the small guest cannot be made: $1"; }

key() { cat "$here/guest.sh" "$here/guest/init" "$here/guest/make-initrd" | sha256sum | cut -c1-16; }

# Apt's own lists when they know the package, else private ones in our work folder: needs no root.
choose_lists() {
    apt=()
    apt-cache show "$metapackage" >/dev/null 2>&1 && return 0
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    apt=(-o "Dir::State::lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o Debug::NoLocking=true)
    timeout 120 apt-get "${apt[@]}" update >"$work/log" 2>&1 </dev/null || true
    apt-cache "${apt[@]}" show "$metapackage" >/dev/null 2>&1 ||
        cannot "no package $metapackage in this machine's apt sources"
}

# unpack PACKAGE: below $work/root.
unpack() {
    (cd "$work" && timeout 300 apt-get "${apt[@]}" download "$1" >>"$work/log" 2>&1 </dev/null) || {
        tail_of "$work/log" 5
        cannot "the package $1 cannot be downloaded"
    }
    dpkg-deb -x "$work/$1"_*.deb "$work/root"
}

make_kernel() {
    local image
    image=$(apt-cache "${apt[@]}" show --no-all-versions "$metapackage" | sed -n 's/^Depends: \([^ ,]*\).*/\1/p')
    unpack "$image"
    cp "$work/root/boot/vmlinuz-"* "$made/vmlinuz"
    ln -s vmlinuz "$made/kernel"
    if unpack_kernel; then ln -sf vmlinux "$made/kernel"; else rm -f "$made/vmlinux"; fi
}

# number OFFSET BYTES: a little-endian number in the kernel image.
number() { od -A n -t "u$2" -j "$1" -N "$2" "$made/vmlinuz" | tr -d ' '; }

# The boot protocol's header tells where the packed ELF lies; Debian packs the cloud kernel with lz4.
unpack_kernel() {
    local lz4 start length
    lz4=$(command -v lz4) || { (unpack lz4) 2>/dev/null && lz4=$work/root/usr/bin/lz4; } || return 1
    start=$((($(number $((0x1f1)) 1) + 1) * 512 + $(number $((0x248)) 4)))
    length=$(($(number $((0x24c)) 4) - 4)) # its last word is the unpacked size
    tail -c +$((start + 1)) "$made/vmlinuz" | head -c "$length" | "$lz4" -dcq >"$made/vmlinux" 2>/dev/null
    [ "$(head -c 4 "$made/vmlinux" | tail -c 3)" = ELF ]
}

make_initrd() {
    unpack busybox-static
    "$here/guest/make-initrd" "$work/root/bin/busybox" "$work/root/lib/modules" >"$made/initrd.img"
}

main() {
    local goal
    goal=$cache/guest/$(key)
    if [ ! -e "$goal/cmdline" ]; then
        { command -v apt-get && command -v dpkg-deb; } >/dev/null || cannot "this is not a Debian machine"
        [ "$(dpkg --print-architecture)" = amd64 ] || cannot "it is an amd64 guest, and this machine's packages are not"
        mkdir -p "$cache/guest"
        exec 9>"$cache/guest/lock"
        flock -w 600 9 || die 1 "another process holds $cache/guest/lock"
    fi
    if [ ! -e "$goal/cmdline" ]; then
        say "making the small guest (once; downloads about 30 MB of Debian packages)"
        work=$(mktemp -d "$cache/guest/work.XXXXXX")
        trap 'rm -rf "$work"' EXIT
        made=$work/made
        mkdir "$made"
        choose_lists
        make_kernel
        make_initrd
        echo "$cmdline" >"$made/cmdline"
        rm -rf "$goal"
        mv "$made" "$goal"
    fi
    echo "$goal"
}

main "$@"
