# shellcheck shell=bash
# What the project's shell scripts share: messages, deadlines, packages. Sourced, never run.

say() { printf 'ostler: %s\n' "$*" >&2; }

die() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

# tail_of FILE [LINES]: the end of a log, indented, on stderr.
tail_of() {
    [ -s "$1" ] || return 0
    tail -n "${2:-25}" "$1" | sed 's/^/    | /' >&2
}

# has_package NAME: true when dpkg has it installed.
has_package() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# in_archive NAME: true when apt could install it.
in_archive() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

# missing_packages NAME…: those that are not installed, on one line.
missing_packages() {
    local package missing=()
    for package in "$@"; do
        has_package "$package" || missing+=("$package")
    done
    printf '%s' "${missing[*]}"
}

# apt_install NAME…: quiet and non-interactive; the log's end when it fails.
apt_install() {
    local log
    log=$(mktemp)
    say "installing $*"
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@"; } >"$log" 2>&1 </dev/null; then
        tail_of "$log"
        rm -f "$log"
        die 2 "apt-get could not install: $*"
    fi
    rm -f "$log"
}

# need_packages NAME…: installs as root what is missing; otherwise prints the one command and exits 2.
need_packages() {
    local missing
    command -v dpkg-query >/dev/null || die 2 "this is not a Debian machine; please install what these packages hold: $*"
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        die 2 "packages are missing; install them with:  sudo apt-get install -y --no-install-recommends $missing"
    fi
    # shellcheck disable=SC2086 # a list of words
    apt_install $missing
}

# need_jdk: prints the home of a JDK 25, installing one when the archive has it.
need_jdk() {
    local tools
    tools=$(dirname "${BASH_SOURCE[0]}")
    "$tools/find-jdk" 2>/dev/null && return 0
    if command -v apt-cache >/dev/null && in_archive openjdk-25-jdk-headless; then
        need_packages openjdk-25-jdk-headless
    fi
    "$tools/find-jdk" || exit 2
}

# need_maven: makes sure that mvn can be called.
need_maven() { command -v mvn >/dev/null || need_packages maven; }

# until_true SECONDS COMMAND…: tries every 0.1 s until it succeeds; false at the deadline.
until_true() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# is_built ROOT: true when the distribution was built in this very place and nothing that goes into it is newer.
# Folders count, so a deleted file is noticed: it touches its folder.
is_built() {
    local built_at stamp=$1/target/dist/stamp
    [ -r "$stamp" ] && read -r built_at <"$stamp" && [ "$built_at" = "$1" ] || return 1
    [ -z "$(cd "$1" && find ./pom.xml ./*/pom.xml ./*/*/pom.xml ./*/src/main ./*/*/src/main \
        tools/build tools/launcher tools/find-jdk tools/jvm-flags -newer "$stamp" \
        -not -path './bench/*' -print -quit 2>/dev/null)" ]
}
