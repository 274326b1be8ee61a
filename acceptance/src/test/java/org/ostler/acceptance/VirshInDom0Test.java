package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An administrator on the Xen host itself: stock virsh in dom0 against Ostler's daemon there.
@Tag("xen")
class VirshInDom0Test {
    /// One connection into dom0 for all of it: each costs more than a command.
    private static final String DAY =
            """
            uri=$1 name=$2 xml=$3
            cat >"/tmp/$name.xml" <<<"$xml"
            v() { echo "\\$ $*"; virsh -c "$uri" "$@" </dev/null 2>&1; echo "[$?]"; }
            v destroy "$name" >/dev/null
            v undefine "$name" >/dev/null
            v define "/tmp/$name.xml"
            v start "$name"
            v domstate --reason "$name"
            v list
            coproc CONSOLE { script -qefc "virsh -c '$uri' console $name" /dev/null; }
            exec {hear}<&"${CONSOLE[0]}" {type}>&"${CONSOLE[1]}" # subshells do not have a coprocess's own
            (while sleep 1; do printf 'from dom0\\r'; done) >&$type 2>/dev/null &
            typist=$!
            timeout 120 grep -a -m 1 -o 'echo: from dom0' <&$hear
            kill "$typist"
            v dominfo "$name"
            v suspend "$name"
            v resume "$name"
            v shutdown "$name"
            for _ in $(seq 200); do
                [ "$(virsh -c "$uri" domstate "$name")" != "shut off" ] || break
                sleep 0.5
            done
            v domstate --reason "$name"
            v undefine "$name"
            v version
            rm -f "/tmp/$name.xml"
            """;

    @Test
    void dayOfAPvhGuest() {
        dayOf(XenKind.PVH);
    }

    @Test
    void dayOfAPvGuest() {
        dayOf(XenKind.PV);
    }

    private static void dayOf(XenKind kind) {
        XenLab lab = XenLab.reach();
        String name = "dom0-" + kind.word();
        String seen = lab.script(DAY, lab.uriInDom0(), name, kind.xml(name)).succeeded();
        assertThat(seen)
                .containsSubsequence(
                        "Domain '" + name + "' defined from",
                        "[0]",
                        "Domain '" + name + "' started",
                        "[0]",
                        "running (booted)",
                        "Domain-0",
                        name,
                        "echo: from dom0",
                        "OS Type:        " + kind.shownType,
                        "Domain '" + name + "' suspended",
                        "Domain '" + name + "' resumed",
                        "Domain '" + name + "' is being shutdown",
                        "[0]",
                        "shut off (shutdown)",
                        "Domain '" + name + "' has been undefined",
                        "[0]",
                        "Running hypervisor: Xen");
    }
}
