package org.ostler.api;

import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Objects;

/// What a guest becomes on a driver, before anything is touched; a start executes this very plan.
///
/// Immutable.
///
/// @param driver the driver that made it, e.g. `qemu`
/// @param canonical the description as it will be stored and shown
/// @param values every value with where it came from
/// @param bindings what can only be known at the start
/// @param remarks what the driver will not do as written
/// @param nativeForm what the layer below is given
public record Plan(
        String driver,
        DomainSpec canonical,
        List<Value> values,
        List<LateBinding> bindings,
        List<Remark> remarks,
        NativeForm nativeForm) {
    public Plan {
        Objects.requireNonNull(driver);
        Objects.requireNonNull(canonical);
        values = List.copyOf(values);
        bindings = List.copyOf(bindings);
        remarks = List.copyOf(remarks);
        Objects.requireNonNull(nativeForm);
    }

    /// One value of the plan.
    ///
    /// @param path its place in the description, e.g. `/domain/os/type/@machine`
    /// @param source who chose it
    /// @param detail more about the choice, e.g. `pc is an alias of pc-i440fx-7.2`; may be empty
    public record Value(String path, String value, Provenance source, String detail) {}

    /// Who chose a value.
    public enum Provenance {
        /// It was written by the user.
        USER,
        /// It follows from the machine type.
        MACHINE,
        /// It is the driver's default.
        DRIVER,
        /// It follows from the host.
        HOST,
        /// It is filled in at the start.
        LATE
    }

    /// A named hole that is filled at the start by a rule.
    ///
    /// @param name e.g. `vnc0.port`
    /// @param rule how it is filled, as a sentence
    public record LateBinding(String name, String rule) {}

    /// Something in the description that will not be as written.
    ///
    /// @param path its place in the description
    /// @param reason why, as a sentence
    /// @param instead what would work instead; may be empty
    public record Remark(Level level, String path, String reason, String instead) {
        /// What happens to it.
        public enum Level {
            /// The driver cannot do it; a start fails.
            UNSUPPORTED,
            /// It works once something is there that is missing now.
            NEEDS,
            /// It is kept in the definition and has no effect.
            IGNORED,
            /// It is done differently from how it was written.
            CHANGED
        }
    }

    /// What the layer below is given.
    ///
    /// @param kind `qemu-argv`, `libxl-json` or `test`
    /// @param text the form itself; arguments are shell-quoted, one line each
    public record NativeForm(String kind, String text) {}
}
