package org.ostler.model.diff;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What differs between two descriptions of a domain, value by value.
///
/// Compared is the canonical form with all that is kept in it: nothing differs in silence. Equal
/// descriptions have no difference, and neither have those of which only the order of attributes,
/// of devices or of differently named elements is another. Devices are the same where what tells
/// them apart is (a disk's target, an interface's MAC address, a controller's type and index),
/// wherever they stand; one without such a thing where alias or address are, or, failing that, in
/// their order. With the descriptions exchanged, the changes are the same with their values
/// exchanged.
///
/// Immutable.
///
/// @param changes in the order of the format
public record DomainDiff(List<DomainChange> changes) {
    public DomainDiff {
        changes = List.copyOf(changes);
    }

    /// What would have to change to make the one the other.
    ///
    /// @param before what a guest is, or runs with
    /// @param after what it is to be
    public static DomainDiff of(DomainSpec before, DomainSpec after) {
        List<DomainChange> changes = new ArrayList<>();
        TreeWalk.walk(
                tree(before),
                tree(after),
                true,
                (site, suffix, one, other) -> {
                    if (!one.equals(other)) {
                        changes.add(change(site, suffix, one, other));
                    }
                });
        return new DomainDiff(changes);
    }

    private static XmlElement tree(DomainSpec spec) {
        return XmlReader.standard().read(DomainXml.format(spec));
    }

    private static DomainChange change(
            Site site, String suffix, Optional<String> before, Optional<String> after) {
        LiveTable.Verdict verdict = LiveTable.of(site, suffix, before, after);
        return new DomainChange(
                site.path() + suffix,
                before,
                after,
                verdict.effect(),
                verdict.call(),
                verdict.reason());
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /// The changes that take effect then.
    public List<DomainChange> changes(Effect effect) {
        return changes.stream().filter(change -> change.effect() == effect).toList();
    }

    /// The same on a host that has only some of the calls: what it cannot do while the guest runs
    /// waits for the next start.
    ///
    /// @param has whether the host has a call
    public DomainDiff narrowed(Predicate<LiveCall> has) {
        return new DomainDiff(changes.stream().map(change -> narrowed(change, has)).toList());
    }

    private static DomainChange narrowed(DomainChange change, Predicate<LiveCall> has) {
        if (change.effect() != Effect.NOW || change.call().filter(has).isPresent()) {
            return change;
        }
        String missing = change.call().map(LiveCall::function).orElse("a call for it");
        return new DomainChange(
                change.path(),
                change.before(),
                change.after(),
                Effect.NEXT_START,
                change.call(),
                "this host does not have " + missing);
    }
}
