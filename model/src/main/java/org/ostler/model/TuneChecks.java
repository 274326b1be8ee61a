package org.ostler.model;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// What libvirt refuses in the tuning of processors and their caches, which is kept without a type;
/// found by trying libvirt's test driver.
final class TuneChecks {
    private TuneChecks() {}

    static void check(DomainSpec spec, Place domain) {
        if (domain.element().child("cputune").isEmpty()) {
            return;
        }
        Place tune = domain.child("cputune");
        int processors = spec.vcpu().count();
        checkOverlap(tune, "cachetune", processors);
        checkOverlap(tune, "memorytune", processors);
        checkOverlap(tune, "vcpusched", processors);
        checkThreads(domain, tune);
        for (Place cache : tune.children("cachetune")) {
            checkParts(cache, "cache", "id", "level", "type");
            checkMonitors(cache, processors);
        }
        for (Place memory : tune.children("memorytune")) {
            checkParts(memory, "node", "id");
            checkMonitors(memory, processors);
        }
    }

    private static BitSet vcpus(Place place) {
        String text = place.element().attribute("vcpus").orElse("");
        BitSet set = CpuSets.bits(text);
        if (set == null) {
            throw place.fail(
                    text.isEmpty()
                            ? "attribute 'vcpus' is missing"
                            : "attribute 'vcpus' has the invalid value " + Reading.quote(text),
                    CpuSets.CODEC.expected());
        }
        return set;
    }

    /// Only of processors that there are, and among elements that say something. Several elements
    /// 'memorytune' may speak of the very same processors.
    private static void checkOverlap(Place tune, String name, int processors) {
        var taken = new BitSet();
        Set<BitSet> said = new HashSet<>();
        for (Place place : tune.children(name)) {
            BitSet set = vcpus(place);
            set.clear(processors, Math.max(processors, set.length()));
            boolean again = !said.add((BitSet) set.clone()) && name.equals("memorytune");
            boolean empty = name.equals("cachetune") && place.element().children().isEmpty();
            if (again || empty) {
                continue;
            }
            if (set.intersects(taken)) {
                throw place.fail(
                        "processors are in more than one element '" + name + "'",
                        "every processor in one of them at most");
            }
            taken.or(set);
        }
    }

    /// Threads of input and output that are scheduled must be there.
    private static void checkThreads(Place domain, Place tune) {
        long count =
                domain.element()
                        .child("iothreads")
                        .map(threads -> Numbers.decimal(threads.text().strip()))
                        .orElse(0L);
        Set<String> named = new HashSet<>();
        for (XmlElement ids : domain.element().children("iothreadids")) {
            for (XmlElement thread : ids.children("iothread")) {
                named.add(thread.attribute("id").orElse(""));
            }
        }
        for (Place scheduled : tune.children("iothreadsched")) {
            BitSet set = CpuSets.bits(scheduled.element().attribute("iothreads").orElse(""));
            if (set != null && named.isEmpty() && set.length() - 1 > count) {
                throw scheduled.fail(
                        "there is no thread " + (set.length() - 1) + " of input and output",
                        "threads from 1 to " + count);
            }
        }
    }

    private static void checkParts(Place tune, String name, String... keys) {
        Set<String> seen = new HashSet<>();
        for (Place part : tune.children(name)) {
            var key = new StringBuilder();
            for (String attribute : keys) {
                key.append(part.element().attribute(attribute).orElse("")).append(' ');
            }
            if (!seen.add(key.toString())) {
                throw part.fail(
                        "element '"
                                + name
                                + "' says again what another said: "
                                + key.toString().strip(),
                        "every '" + String.join("', '", keys) + "' once");
            }
        }
    }

    private static void checkMonitors(Place tune, int processors) {
        BitSet all = vcpus(tune);
        if (all.length() > processors) {
            return;
        }
        for (Place monitor : tune.children("monitor")) {
            BitSet outside = vcpus(monitor);
            outside.andNot(all);
            if (!outside.isEmpty()) {
                throw monitor.fail(
                        "the monitor watches processors that its '"
                                + tune.element().name()
                                + "' does not have",
                        "processors of '" + tune.element().attribute("vcpus").orElse("") + "'");
            }
        }
    }
}
