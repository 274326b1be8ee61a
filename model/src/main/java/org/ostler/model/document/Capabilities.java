package org.ostler.model.document;

import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;

/// What a host is and what kinds of guests it runs: what `<capabilities>` describes.
///
/// @param host the host's processor, memory and security; empty where only guests are told
/// @param guests the kinds of guests, by operating system type and architecture
public record Capabilities(Optional<Part> host, List<Part> guests, Kept kept) {
    private static final Fields<Capabilities> F = Fields.of("capabilities");
    private static final Field<Capabilities, Optional<Part>> HOST =
            F.maybe("host", CapabilitiesShapes.HOST, Capabilities::host);
    private static final Field<Capabilities, List<Part>> GUESTS =
            F.many("guest", CapabilitiesShapes.GUEST, Capabilities::guests);
    static final Shape<Capabilities> SHAPE =
            F.shape(
                    v -> new Capabilities(v.get(HOST), v.get(GUESTS), v.kept()),
                    Capabilities::kept);

    public Capabilities {
        guests = List.copyOf(guests);
    }

    /// The kind of guest of that operating system type and architecture, e.g. `hvm` on `x86_64`.
    public Optional<Part> guest(String osType, String arch) {
        return guests.stream()
                .filter(guest -> guest.text("os_type").equals(Optional.of(osType)))
                .filter(
                        guest ->
                                guest.part("arch")
                                        .flatMap(a -> a.attribute("name"))
                                        .equals(Optional.of(arch)))
                .findFirst();
    }
}
