package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.OptionalInt;

/// The bridge that guests' cards hang on: `<bridge>`.
///
/// @param name chosen when the network is defined, where it is missing
/// @param zone the firewall's zone
/// @param stp whether it takes part in the spanning tree
/// @param delaySeconds seconds before it forwards
/// @param macTableManager who keeps the table of addresses: `kernel` or `libvirt`
public record NetworkBridge(
        Optional<String> name,
        Optional<String> zone,
        Optional<Boolean> stp,
        OptionalInt delaySeconds,
        Optional<String> macTableManager,
        Kept kept) {
    private static final Fields<NetworkBridge> F = Fields.of("bridge");
    private static final Field<NetworkBridge, Optional<String>> NAME =
            F.optional("name", Codec.WORD, NetworkBridge::name);
    private static final Field<NetworkBridge, Optional<String>> ZONE =
            F.optional("zone", Codec.WORD, NetworkBridge::zone);
    private static final Field<NetworkBridge, Optional<Boolean>> STP =
            F.optional("stp", Codec.ON_OFF, NetworkBridge::stp);
    private static final Field<NetworkBridge, OptionalInt> DELAY_SECONDS =
            F.optionalInt("delay", Codec.number(0, 2147483647), NetworkBridge::delaySeconds);
    private static final Field<NetworkBridge, Optional<String>> MAC_TABLE_MANAGER =
            F.optional(
                    "macTableManager",
                    Codec.words("kernel", "libvirt"),
                    NetworkBridge::macTableManager);
    static final Shape<NetworkBridge> SHAPE =
            F.shape(
                    v ->
                            new NetworkBridge(
                                    v.get(NAME),
                                    v.get(ZONE),
                                    v.get(STP),
                                    v.get(DELAY_SECONDS),
                                    v.get(MAC_TABLE_MANAGER),
                                    v.kept()),
                    NetworkBridge::kept);

    /// The bridge that is made for a network: every choice is said.
    static final NetworkBridge MADE =
            new NetworkBridge(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true),
                    OptionalInt.of(0),
                    Optional.empty(),
                    Kept.NONE);

    /// The same with the choices said that a bridge made for a network has.
    NetworkBridge made() {
        return new NetworkBridge(
                name,
                zone,
                stp.or(MADE::stp),
                delaySeconds.isPresent() ? delaySeconds : MADE.delaySeconds,
                macTableManager,
                kept);
    }

    /// Whether it says what only a bridge made for the network can be told.
    boolean isTold() {
        return stp.isPresent() || delaySeconds.isPresent() || zone.isPresent();
    }
}
