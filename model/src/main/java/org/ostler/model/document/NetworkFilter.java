package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A filter of guests' traffic: what `<filter>` describes.
///
/// @param chain the chain of rules that this belongs to: `root`, or one that begins with a
///   protocol's name
/// @param priority the chain's among others, -1000 to 1000
/// @param entries its rules, and the filters that it takes over: `rule` and `filterref`, in the
///   order of the text
public record NetworkFilter(
        String name,
        String chain,
        OptionalInt priority,
        Optional<UUID> uuid,
        List<FilterEntry> entries,
        Kept kept) {
    private static final Codec<String> CHAIN =
            DocumentCodecs.matching(
                    "root|(mac|stp|vlan|arp|rarp|ipv4|ipv6)[a-zA-Z0-9_.:-]*",
                    "'root' or a name that begins with 'mac', 'stp', 'vlan', 'arp', 'rarp', 'ipv4'"
                            + " or 'ipv6'");
    private static final Fields<NetworkFilter> F = Fields.of("filter");
    private static final Field<NetworkFilter, String> NAME =
            F.required("name", DocumentCodecs.NAME, NetworkFilter::name);
    private static final Field<NetworkFilter, String> CHAIN_FIELD =
            F.attribute("chain", CHAIN, "root", NetworkFilter::chain);
    private static final Field<NetworkFilter, OptionalInt> PRIORITY =
            F.optionalInt("priority", Codec.number(-1000, 1000), NetworkFilter::priority);
    private static final Field<NetworkFilter, Optional<UUID>> UUID_FIELD =
            F.optionalText("uuid", Codec.UUID, NetworkFilter::uuid);
    private static final Field<NetworkFilter, List<FilterEntry>> ENTRIES =
            F.mixed(shapes(), FilterEntry::element, NetworkFilter::entries);
    static final Shape<NetworkFilter> SHAPE =
            F.shape(
                    v ->
                            new NetworkFilter(
                                    v.get(NAME),
                                    v.get(CHAIN_FIELD),
                                    v.get(PRIORITY),
                                    v.get(UUID_FIELD),
                                    v.get(ENTRIES),
                                    v.kept()),
                    NetworkFilter::kept);

    public NetworkFilter {
        entries = List.copyOf(entries);
    }

    private static Map<String, Shape<FilterEntry>> shapes() {
        Map<String, Shape<FilterEntry>> shapes = new LinkedHashMap<>();
        shapes.put("filterref", FilterEntry.REFERENCE);
        shapes.put("rule", FilterEntry.RULE);
        return shapes;
    }
}
