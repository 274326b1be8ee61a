package org.ostler.api;

import java.util.EnumSet;
import java.util.Set;

/// What is asked of domains' statistics. Immutable.
///
/// @param groups what is wanted
/// @param strict whether a group that the driver does not have is a fault; otherwise it is left out
/// @param noWait whether what cannot be had at once is left out; otherwise the layer below is
///   waited for, at most half a second
/// @param backing whether disks are told with the images that they are based on
public record StatisticsRequest(
        Set<StatisticsGroup> groups, boolean strict, boolean noWait, boolean backing) {
    public StatisticsRequest {
        groups = Set.copyOf(groups);
    }

    /// Those groups, as far as there are such, waited for.
    public static StatisticsRequest of(Set<StatisticsGroup> groups) {
        return new StatisticsRequest(groups, false, false, false);
    }

    /// Whether that group is wanted.
    public boolean wants(StatisticsGroup group) {
        return groups.contains(group);
    }

    /// The same without the groups that are not among these.
    public StatisticsRequest within(Set<? extends Flag> known) {
        if (known.containsAll(groups)) {
            return this;
        }
        EnumSet<StatisticsGroup> some = EnumSet.copyOf(groups);
        some.removeIf(group -> !known.contains(group));
        return new StatisticsRequest(some, strict, noWait, backing);
    }
}
