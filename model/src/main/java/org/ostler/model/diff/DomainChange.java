package org.ostler.model.diff;

import java.util.Optional;

/// One difference between two descriptions of a domain.
///
/// The value of an attribute or text is that text; of an element that came or went as a whole it is
/// the element, as XML on one line.
///
/// @param path its place, devices by what tells them apart and not by their number:
///   `/domain/devices/disk[target/@dev='vda']/source/@file`; an XPath expression
/// @param before empty where it is not there before
/// @param after empty where it is not there afterwards
/// @param effect when it can reach a running guest
/// @param call the call that makes the change while the guest runs; there where the effect is
///   [Effect#NOW], or would be if the host had this call
/// @param reason why it is then, as a sentence without a full stop
public record DomainChange(
        String path,
        Optional<String> before,
        Optional<String> after,
        Effect effect,
        Optional<LiveCall> call,
        String reason) {
    public DomainChange {
        if (before.equals(after)) {
            throw new IllegalArgumentException("no change of " + path);
        }
    }

    /// What has become of a value.
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /// Whether the value came, went, or is another one.
    public Kind kind() {
        if (before.isEmpty()) {
            return Kind.ADDED;
        }
        return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }
}
