package org.ostler.api;

import org.ostler.api.Plan.Provenance;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;
import org.ostler.model.diff.DomainPath;
import org.ostler.model.diff.DomainValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every value of a plan with where it came from, also those that the user wrote: a driver's own
/// list has only what it chose. Pure.
public final class PlanValues {
    /// What is said of a value that nobody wrote and no driver chose.
    private static final String FORMAT_DEFAULT = "the format's default, the same on every driver";

    private PlanValues() {}

    /// All values of the plan's canonical form, in its order; then what the driver chose and the
    /// canonical form has no place for.
    ///
    /// @param written the root of the description that was planned, as the user wrote it
    public static List<Plan.Value> of(Plan plan, XmlElement written) {
        XmlElement canonical = tree(plan.canonical());
        Map<String, Plan.Value> chosen = new HashMap<>();
        for (Plan.Value value : plan.values()) {
            DomainPath.counted(canonical, value.path())
                    .ifPresent(path -> chosen.putIfAbsent(path, value));
        }
        Map<String, String> read = new HashMap<>();
        for (DomainValue value :
                DomainValue.of(plan.canonical(), tree(DomainXml.accepted(written).spec()))) {
            value.written().ifPresent(text -> read.put(value.path(), text));
        }
        List<Plan.Value> all = new ArrayList<>();
        Set<Plan.Value> told = new HashSet<>();
        for (DomainValue value : DomainValue.of(plan.canonical(), written)) {
            Optional<Plan.Value> choice = choice(chosen, value.path());
            choice.ifPresent(told::add);
            boolean around = !chosen.containsKey(value.path());
            // a driver that chose an element says nothing of what the user wrote in it
            all.add(
                    choice.filter(_ -> !around || value.written().isEmpty())
                            .map(one -> chosen(value, one))
                            .orElseGet(() -> other(value, read)));
        }
        plan.values().stream().filter(one -> !told.contains(one)).forEach(all::add);
        return List.copyOf(all);
    }

    private static XmlElement tree(DomainSpec spec) {
        return XmlReader.standard().read(DomainXml.format(spec));
    }

    /// What the driver says of a place, or of the nearest element around it.
    private static Optional<Plan.Value> choice(Map<String, Plan.Value> chosen, String path) {
        String place = path;
        while (!place.isEmpty()) {
            Plan.Value choice = chosen.get(place);
            if (choice != null) {
                return Optional.of(choice);
            }
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return Optional.empty();
    }

    private static Plan.Value chosen(DomainValue value, Plan.Value choice) {
        return new Plan.Value(value.path(), value.value(), choice.source(), choice.detail());
    }

    private static Plan.Value other(DomainValue value, Map<String, String> read) {
        if (value.written().isPresent()) {
            return user(value);
        }
        String detail = read.containsKey(value.path()) ? FORMAT_DEFAULT : "";
        if (value.path().equals("/domain/uuid")) {
            detail = "a random one, as none was written";
        }
        return new Plan.Value(value.path(), value.value(), Provenance.DRIVER, detail);
    }

    private static Plan.Value user(DomainValue value) {
        String detail =
                value.written()
                        .filter(text -> !text.equals(value.value()))
                        .map(text -> "written as " + text)
                        .orElse("");
        return new Plan.Value(value.path(), value.value(), Provenance.USER, detail);
    }
}
