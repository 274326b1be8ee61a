package org.ostler.cli;

import org.ostler.model.DomainFormat;
import org.ostler.model.FormatPlace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the places of the domain format that short words mean: `disk.bus` is
/// `/domain/devices/disk/target/@bus`. Immutable.
final class PlaceFinder {
    private static final String ROOT = "domain";

    private final List<FormatPlace> places = DomainFormat.places();

    List<FormatPlace> places() {
        return places;
    }

    /// The places that the words may mean, the likeliest first: what is written in full, then what
    /// is least deep; addresses only where they are asked for. Words are the names on the way,
    /// apart from those that can be left out, between dots or slashes.
    List<FormatPlace> find(String words) {
        List<String> wanted = parts(words);
        if (wanted.isEmpty()) {
            return places.subList(0, 1);
        }
        String whole = "/" + ROOT + "/" + String.join("/", wanted);
        return places.stream()
                .filter(place -> matches(parts(place.path()), wanted))
                .sorted(
                        Comparator.<FormatPlace, Boolean>comparing(
                                        place -> !place.path().equals(whole))
                                .thenComparing(place -> isDetour(place, wanted))
                                .thenComparingInt(place -> parts(place.path()).size()))
                .toList();
    }

    /// As [#find]; where words lead into an element that is kept as it is, that element.
    List<FormatPlace> findOrAround(String words) {
        List<FormatPlace> found = find(words);
        List<String> wanted = parts(words);
        while (found.isEmpty() && wanted.size() > 1) {
            wanted = wanted.subList(0, wanted.size() - 1);
            found = find(String.join(".", wanted)).stream().filter(p -> !p.typed()).toList();
        }
        return found;
    }

    private static boolean isDetour(FormatPlace place, List<String> wanted) {
        return place.path().contains("/address") && wanted.stream().noneMatch("address"::equals);
    }

    /// The names of a path, without numbers and conditions, and without the root.
    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.replaceAll("\\[[^\\]]*]", "").split("[./]", -1)) {
            if (!part.isBlank() && !(parts.isEmpty() && part.equals(ROOT))) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /// Whether the words are names on the way, in their order, the last of them its end.
    private static boolean matches(List<String> path, List<String> wanted) {
        if (path.isEmpty() || !is(path.getLast(), wanted.getLast())) {
            return false;
        }
        int next = 0;
        for (String part : path) {
            if (next < wanted.size() && is(part, wanted.get(next))) {
                next++;
            }
        }
        return next == wanted.size();
    }

    private static boolean is(String part, String word) {
        return part.equals(word) || part.equals("@" + word);
    }

    /// Words that are near to those and mean something.
    Optional<String> nearest(String words) {
        Set<String> names = new TreeSet<>();
        places.forEach(place -> parts(place.path()).forEach(part -> names.add(plain(part))));
        List<String> mended = new ArrayList<>();
        for (String part : parts(words)) {
            String name = plain(part);
            mended.add(names.contains(name) ? name : NearestWord.among(names, name).orElse(name));
        }
        String whole = String.join(".", mended);
        if (!find(whole).isEmpty()) {
            return Optional.of(whole);
        }
        return find(mended.getLast()).stream()
                .findFirst()
                .map(place -> String.join(".", parts(place.path())).replace("@", ""));
    }

    private static String plain(String part) {
        return part.startsWith("@") ? part.substring(1) : part;
    }

    /// What is directly in an element.
    List<FormatPlace> inside(FormatPlace element) {
        return places.stream().filter(place -> place.parent().equals(element.path())).toList();
    }
}
