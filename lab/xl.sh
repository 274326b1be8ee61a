#!/usr/bin/env bash
# lab/xl.sh: unpacks Debian's xl with its libraries and Xen's headers (nothing is installed; root is not needed) and prints the
# folder that holds them, cached by the content of this file:
#   xl        the program; it needs LD_LIBRARY_PATH=lib        lib  Xen's libraries        include  what programs for them need
# Exit status 3 with a sentence where the packages cannot be had.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=tools/lib.sh
. "$here/../tools/lib.sh"
cache=${OSTLER_LAB:-${XDG_CACHE_HOME:-$HOME/.cache}/ostler-lab}
release=4.17
packages=("xen-utils-$release" "libxenmisc$release" libxencall1 libxendevicemodel1 libxenevtchn1 libxenforeignmemory1 libxengnttab1
    libxenhypfs1 libxenstore4 libxentoolcore1 libxentoollog1 libxen-dev libyajl2 libnl-3-200 libnl-route-3-200 libfdt1)

cannot() { die 3 "xl cannot be had: $1"; }

# Apt's own lists when they know the packages, else private ones in our work folder: needs no root.
choose_lists() {
    apt=()
    apt-cache show "${packages[0]}" >/dev/null 2>&1 && return 0
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    apt=(-o "Dir::State::lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o Debug::NoLocking=true)
    timeout 120 apt-get "${apt[@]}" update >"$work/log" 2>&1 </dev/null || true
    apt-cache "${apt[@]}" show "${packages[0]}" >/dev/null 2>&1 ||
        cannot "no package ${packages[0]} in this machine's apt sources"
}

unpack() {
    local package
    (cd "$work" && timeout 300 apt-get "${apt[@]}" download "${packages[@]}" >>"$work/log" 2>&1 </dev/null) || {
        tail_of "$work/log" 5
        cannot "its packages cannot be downloaded"
    }
    for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done
    mkdir "$work/made"
    cp "$work/root/usr/lib/xen-$release/bin/xl" "$work/made/xl"
    cp -a "$work/root/usr/include" "$work/made/include"
    mkdir "$work/made/lib"
    find "$work/root/usr/lib" "$work/root/lib" -name '*.so.*' -exec cp -a -t "$work/made/lib" {} + 2>/dev/null || true
    LD_LIBRARY_PATH=$work/made/lib ldd "$work/made/xl" >>"$work/log" 2>&1
    ! grep -q 'not found' "$work/log" || cannot "a library is missing: $(grep -m 1 'not found' "$work/log")"
}

main() {
    local goal
    goal=$cache/xl/$(sha256sum <"$here/xl.sh" | cut -c1-16)
    if [ ! -e "$goal/xl" ]; then
        { command -v apt-get && command -v dpkg-deb; } >/dev/null || cannot "this is not a Debian machine"
        mkdir -p "$cache/xl"
        exec 9>"$cache/xl/lock"
        flock -w 600 9 || die 1 "another process holds $cache/xl/lock"
    fi
    if [ ! -e "$goal/xl" ]; then
        say "unpacking xl $release (once; downloads a few MB of Debian packages)"
        work=$(mktemp -d "$cache/xl/work.XXXXXX")
        trap 'rm -rf "$work"' EXIT
        choose_lists
        unpack
        mv "$work/made" "$goal"
    fi
    echo "$goal"
}

main "$@"
