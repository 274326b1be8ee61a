package org.ostler.engine.spi;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Objects;

/// A definition as it is stored and shown, with the choices that its form has no place for.
///
/// @param values every value that was not written by the user, with its provenance
/// @param pins the choices kept in the sidecar, so that a later default changes nothing
/// @param remarks what will not be as written
public record Canonical(
        DomainSpec spec, List<Plan.Value> values, List<Pin> pins, List<Plan.Remark> remarks) {
    public Canonical {
        Objects.requireNonNull(spec);
        values = List.copyOf(values);
        pins = List.copyOf(pins);
        remarks = List.copyOf(remarks);
    }

    /// One choice kept beside the definition.
    ///
    /// @param name what was chosen, e.g. `disk.virtio-disk0.aio`
    public record Pin(String name, String value) {}
}
