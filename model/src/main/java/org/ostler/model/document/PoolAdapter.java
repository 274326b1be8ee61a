package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// The SCSI adapter behind a pool: `<adapter>`.
public record PoolAdapter(
        String type,
        Optional<String> name,
        Optional<String> parent,
        Optional<Boolean> managed,
        Optional<String> parentWwnn,
        Optional<String> parentWwpn,
        Optional<String> parentFabricWwn,
        Optional<String> wwnn,
        Optional<String> wwpn,
        Optional<ParentAddress> parentaddr,
        Kept kept) {
    private static final Fields<PoolAdapter> F = Fields.of("adapter");
    private static final Field<PoolAdapter, String> TYPE =
            F.attribute(
                    "type", Codec.words("scsi_host", "fc_host"), "scsi_host", PoolAdapter::type);
    private static final Field<PoolAdapter, Optional<String>> NAME =
            F.optional("name", Codec.WORD, PoolAdapter::name);
    private static final Field<PoolAdapter, Optional<String>> PARENT =
            F.optional("parent", Codec.WORD, PoolAdapter::parent);
    private static final Field<PoolAdapter, Optional<Boolean>> MANAGED =
            F.optional("managed", Codec.YES_NO, PoolAdapter::managed);
    private static final Field<PoolAdapter, Optional<String>> PARENT_WWNN =
            F.optional("parent_wwnn", DocumentCodecs.WWN, PoolAdapter::parentWwnn);
    private static final Field<PoolAdapter, Optional<String>> PARENT_WWPN =
            F.optional("parent_wwpn", DocumentCodecs.WWN, PoolAdapter::parentWwpn);
    private static final Field<PoolAdapter, Optional<String>> PARENT_FABRIC_WWN =
            F.optional("parent_fabric_wwn", DocumentCodecs.WWN, PoolAdapter::parentFabricWwn);
    private static final Field<PoolAdapter, Optional<String>> WWNN =
            F.optional("wwnn", DocumentCodecs.WWN, PoolAdapter::wwnn);
    private static final Field<PoolAdapter, Optional<String>> WWPN =
            F.optional("wwpn", DocumentCodecs.WWN, PoolAdapter::wwpn);
    private static final Field<PoolAdapter, Optional<ParentAddress>> PARENTADDR =
            F.maybe("parentaddr", ParentAddress.SHAPE, PoolAdapter::parentaddr);
    static final Shape<PoolAdapter> SHAPE =
            F.shape(
                    v ->
                            new PoolAdapter(
                                    v.get(TYPE),
                                    v.get(NAME),
                                    v.get(PARENT),
                                    v.get(MANAGED),
                                    v.get(PARENT_WWNN),
                                    v.get(PARENT_WWPN),
                                    v.get(PARENT_FABRIC_WWN),
                                    v.get(WWNN),
                                    v.get(WWPN),
                                    v.get(PARENTADDR),
                                    v.kept()),
                    PoolAdapter::kept);

    public PoolAdapter {
        boolean fibre = type.equals("fc_host");
        if (fibre && (wwnn.isEmpty() || wwpn.isEmpty())) {
            throw new IllegalArgumentException(
                    "an adapter of type 'fc_host' needs the attributes 'wwnn' and 'wwpn'");
        }
        if (!fibre && name.isEmpty() == parentaddr.isEmpty()) {
            throw new IllegalArgumentException(
                    "an adapter of type 'scsi_host' needs either the attribute 'name' or the"
                            + " element 'parentaddr'");
        }
    }

    /// The adapter that has this PCI address and number.
    public record ParentAddress(int uniqueId, HostPciAddress address, Kept kept) {
        private static final Fields<ParentAddress> F = Fields.of("parentaddr");
        private static final Field<ParentAddress, Integer> UNIQUE_ID =
                F.required("unique_id", Codec.number(0, 2147483647), ParentAddress::uniqueId);
        private static final Field<ParentAddress, HostPciAddress> ADDRESS =
                F.one("address", HostPciAddress.SHAPE, ParentAddress::address);
        static final Shape<ParentAddress> SHAPE =
                F.shape(
                        v -> new ParentAddress(v.get(UNIQUE_ID), v.get(ADDRESS), v.kept()),
                        ParentAddress::kept);
    }
}
