package org.ostler.driver.qemu;

import java.util.List;

/// Under which identity QEMU runs.
///
/// A root daemon names an unprivileged user; `setpriv` (util-linux) then changes to it and executes
/// QEMU in the same process, which costs about a millisecond and needs no native code between fork
/// and exec. A daemon that is not root runs QEMU as itself.
public sealed interface RunAs {

    /// As the daemon itself.
    record Self() implements RunAs {}

    /// As that user, with the groups that the user is a member of besides (`kvm` opens /dev/kvm),
    /// and without capabilities.
    ///
    /// @param user name or number
    /// @param group name or number of the main group
    record User(String user, String group) implements RunAs {}

    /// The words to put before a command.
    default List<String> prefix() {
        return switch (this) {
            case Self() -> List.of();
            case User(String user, String group) ->
                    List.of(
                            "setpriv",
                            "--reuid=" + user,
                            "--regid=" + group,
                            "--init-groups",
                            "--inh-caps=-all",
                            "--bounding-set=-all",
                            "--");
        };
    }
}
