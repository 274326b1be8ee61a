package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// How the host drives a network card: `<driver>` of `<interface>`.
///
/// @param name `vhost`, `qemu`; for assigned devices `kvm`, `vfio`, `xen`
/// @param txMode who sends packets: `iothread` or `timer`
/// @param queues how many queues, for cards that have several
public record InterfaceDriver(
        Optional<String> name,
        Optional<String> txMode,
        Optional<Boolean> ioeventfd,
        Optional<Boolean> eventIdx,
        OptionalInt queues,
        Kept kept) {
    private static final Fields<InterfaceDriver> F = Fields.of("driver");
    private static final Field<InterfaceDriver, Optional<String>> NAME =
            F.optional(
                    "name",
                    Codec.words("vhost", "qemu", "kvm", "vfio", "xen"),
                    InterfaceDriver::name);
    private static final Field<InterfaceDriver, Optional<String>> TX_MODE =
            F.optional(
                    "txmode", Codec.words("default", "iothread", "timer"), InterfaceDriver::txMode);
    private static final Field<InterfaceDriver, Optional<Boolean>> IOEVENTFD =
            F.optional("ioeventfd", Codec.ON_OFF, InterfaceDriver::ioeventfd);
    private static final Field<InterfaceDriver, Optional<Boolean>> EVENT_IDX =
            F.optional("event_idx", Codec.ON_OFF, InterfaceDriver::eventIdx);
    private static final Field<InterfaceDriver, OptionalInt> QUEUES =
            F.optionalInt("queues", Codec.number(0, Integer.MAX_VALUE), InterfaceDriver::queues);
    static final Shape<InterfaceDriver> SHAPE =
            F.untypedAttributes(
                            "rx_queue_size",
                            "tx_queue_size",
                            "rss",
                            "rss_hash_report",
                            "iommu",
                            "ats",
                            "packed",
                            "page_per_vq")
                    .untyped("host", "guest")
                    .shape(
                            v ->
                                    new InterfaceDriver(
                                            v.get(NAME),
                                            v.get(TX_MODE),
                                            v.get(IOEVENTFD),
                                            v.get(EVENT_IDX),
                                            v.get(QUEUES),
                                            v.kept()),
                            InterfaceDriver::kept);
}
