package org.ostler.protocol.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands behind a procedure's name on its line: `high stream=rw acl=domain:open_device`.
record Attributes(Place place, Map<String, String> values) {

    private static final String PERMISSION = "[a-z_]+:[a-z_]+(\\?[A-Za-z_]+[&!=]\\d+)?";

    private static final Map<String, Pattern> KNOWN =
            Map.of(
                    "high", Pattern.compile(""),
                    "sparse", Pattern.compile(""),
                    "ro", Pattern.compile(""),
                    "rw", Pattern.compile(""),
                    "stream", Pattern.compile("r|w|rw"),
                    "fds", Pattern.compile("in|out|both"),
                    "acl", Pattern.compile("none|" + list(PERMISSION)),
                    "filter", Pattern.compile("[a-z_]+:[a-z_]+"),
                    "api", Pattern.compile("[a-zA-Z0-9]+"),
                    "from", Pattern.compile("\\d{1,3}"));

    private static String list(String element) {
        return element + "(," + element + ")*";
    }

    static Attributes parse(Place place, List<String> words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int equal = word.indexOf('=');
            String key = equal < 0 ? word : word.substring(0, equal);
            String value = equal < 0 ? "" : word.substring(equal + 1);
            Pattern pattern = KNOWN.get(key);
            if (pattern == null) {
                throw place.error("unknown attribute '" + key + "', known are " + known());
            }
            if (!pattern.matcher(value).matches()) {
                throw place.error("value of '" + key + "' does not match " + pattern);
            }
            if (values.putIfAbsent(key, value) != null) {
                throw place.error("attribute '" + key + "' twice");
            }
        }
        return new Attributes(place, Map.copyOf(values));
    }

    private static List<String> known() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// The value, or empty text.
    String get(String key) {
        return values.getOrDefault(key, "");
    }

    /// The permissions that a call needs; empty text where it needs none.
    String permissions() {
        String acl = get("acl");
        return acl.equals("none") ? "" : acl;
    }

    /// The names of the members that the permissions' conditions refer to.
    Set<String> conditionMembers() {
        return Pattern.compile("\\?([A-Za-z_]+)")
                .matcher(get("acl"))
                .results()
                .map(match -> match.group(1))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
