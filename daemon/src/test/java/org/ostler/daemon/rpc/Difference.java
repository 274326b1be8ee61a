package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.DomainMemoryStat;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrStruct;

import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// One member of an answer that is not libvirtd's.
///
/// @param procedure the name of what was answered
/// @param member its name; `status` if one answer is an error and the other is none, `frame` if
///   there is no such answer
/// @param theirs libvirtd's value, or its whole answer
/// @param ours Ostler's
record Difference(String procedure, String member, Object theirs, Object ours) {
    /// What an error's message is made of, and Ostler's own addition to it.
    private static final Set<String> IN_THE_MESSAGE = Set.of("str1", "str2", "str3");

    /// Procedure and member, as the documentation lists them.
    String place() {
        return procedure + " " + member;
    }

    /// Adds what differs between two records, by member; members of members have a path.
    static void find(String procedure, Object theirs, Object ours, List<Difference> differences) {
        find(procedure, "", theirs, ours, differences);
    }

    private static void find(
            String procedure, String path, Object theirs, Object ours, List<Difference> found) {
        if (theirs.equals(ours)) {
            return;
        }
        if (theirs instanceof List<?> list && ours instanceof List<?> other) {
            lists(procedure, path, list, other, found);
        } else if (theirs instanceof XdrStruct && theirs.getClass() == ours.getClass()) {
            for (RecordComponent member : theirs.getClass().getRecordComponents()) {
                if (theirs instanceof WireError && IN_THE_MESSAGE.contains(member.getName())) {
                    continue;
                }
                String name = path.isEmpty() ? member.getName() : path + "." + member.getName();
                find(procedure, name, value(member, theirs), value(member, ours), found);
            }
        } else {
            found.add(new Difference(procedure, path, theirs, ours));
        }
    }

    private static void lists(
            String procedure, String path, List<?> theirs, List<?> ours, List<Difference> found) {
        if (theirs.size() != ours.size()) {
            found.add(new Difference(procedure, path + ".size", theirs, ours));
            return;
        }
        List<?> left = inOrder(theirs);
        List<?> right = inOrder(ours);
        for (int i = 0; i < left.size(); i++) {
            find(procedure, path, left.get(i), right.get(i), found);
        }
    }

    /// Statistics of a guest's memory carry a tag each and come in any order.
    private static List<?> inOrder(List<?> elements) {
        return elements.stream()
                .sorted(
                        Comparator.comparingInt(
                                one -> one instanceof DomainMemoryStat(int tag, _) ? tag : 0))
                .toList();
    }

    private static Object value(RecordComponent member, Object record) {
        try {
            return member.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record.getClass().getName(), e);
        }
    }
}
