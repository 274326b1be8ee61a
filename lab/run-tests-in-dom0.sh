#!/usr/bin/env bash
# lab/run-tests-in-dom0.sh CLASS-PATTERN [JUNIT-OPTION…]: the Xen driver's test classes whose names match, run in a control domain.
# Copies the compiled classes, what they need and JUnit's console launcher there, e.g. lab/run-tests-in-dom0.sh '.*Xen.*Test'
# Needs: the module compiled (mvn -pl drivers/xen test-compile); a host (lab/xen.sh up) with a JDK at /opt/jdk.
# HOST (default 1) is the lab host's number. IN_DOM0 replaces the lab: a command that runs its one argument, a shell line, in another control domain,
# passing standard input and exit status through. REPORTS: a folder for JUnit's XML reports. RECORDS: a file that the conformance suite's records are
# appended to, as of COMMIT.
set -euo pipefail
pattern=$1; shift
options=$([ $# -eq 0 ] || printf ' %q' "$@") # for the shell there
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$here")
in_dom0() {
    if [ -n "${IN_DOM0:-}" ]; then $IN_DOM0 "$1"; else "$here/xen.sh" run "${HOST:-1}" sh -c "$1"; fi
}
repository=${HOME}/.m2/repository
stage=$(mktemp -d); trap 'rm -rf "$stage"' EXIT
junit=$(sed -n 's:.*<junit.version>\(.*\)</junit.version>.*:\1:p' "$root/pom.xml")
launcher=$repository/org/junit/platform/junit-platform-console-standalone/$junit/junit-platform-console-standalone-$junit.jar
[ -e "$launcher" ] || mvn -q -B -f "$root/pom.xml" -N dependency:get -Dtransitive=false \
    "-Dartifact=org.junit.platform:junit-platform-console-standalone:$junit"
mkdir "$stage/classes" "$stage/lib"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml" | head -1)
for module in model posix api engine xlcfg conformance; do # what was compiled here, or else what is installed
    classes=$root/$module/target/classes
    if [ -d "$classes/org" ]; then cp -r "$classes/." "$stage/classes"; else
        cp "$repository/org/ostler/ostler-$module/$version/ostler-$module-$version.jar" "$stage/lib"
    fi
done
cp -r "$root/drivers/xen/target/classes/." "$stage/classes"
cp -r "$root/drivers/xen/target/test-classes/." "$stage/classes"
rm -f "$stage/classes/module-info.class"
property() { sed -n "s:.*<$1.version>\(.*\)</$1.version>.*:\1:p" "$root/pom.xml"; }
jackson=$(property jackson) assertj=$(property assertj) awaitility=$(property awaitility)
cp "$launcher" "$repository/tools/jackson/core/jackson-core/$jackson/jackson-core-$jackson.jar" \
    "$repository/org/assertj/assertj-core/$assertj/assertj-core-$assertj.jar" "$stage/lib"
newest() { find "$repository/$1" -name '*.jar' ! -name '*-sources.jar' ! -name '*jdk5*' | sort -V | tail -1; }
cp "$(newest net/bytebuddy/byte-buddy)" "$(newest org/jspecify/jspecify)" "$stage/lib"
for extra in "org/awaitility/awaitility/$awaitility/awaitility-$awaitility.jar" org/hamcrest/hamcrest/2.1/hamcrest-2.1.jar; do
    [ -e "$repository/$extra" ] && cp "$repository/$extra" "$stage/lib"
done
there=/tmp/ostler-xen-tests
tar -C "$stage" -c . | in_dom0 "rm -rf $there; mkdir $there; tar -xm --warning=no-timestamp -C $there"
status=0
in_dom0 "cd $there && /opt/jdk/bin/java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 '-Dostler.full=${OSTLER_FULL:+true}' \
    -Dostler.records=$there/records.jsonl '-Dostler.commit=${COMMIT:-unknown}' \
    -jar lib/$(basename "$launcher") execute --disable-banner --disable-ansi-colors --reports-dir=reports \
    --class-path classes:\$(ls lib/*.jar | tr '\n' ':') \
    --scan-class-path classes --include-classname '$pattern' --details testfeed$options" || status=$?
if [ -n "${REPORTS:-}" ]; then
    mkdir -p "$REPORTS"
    in_dom0 "tar -C $there/reports -c ." | tar -xm -C "$REPORTS"
fi
if [ -n "${RECORDS:-}" ]; then in_dom0 "cat $there/records.jsonl 2>/dev/null || true" >>"$RECORDS"; fi
in_dom0 "rm -rf $there"
exit "$status"
