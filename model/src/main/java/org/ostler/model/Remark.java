package org.ostler.model;

/// Something in a text that was kept as it stands, because nothing here gives it a meaning; or that
/// was left out, because no definition can say it.
///
/// @param kind why it was kept, or that it was left out
/// @param path where: `/domain/devices/disk[2]/iotune` or `/domain/devices/disk[2]/@snapshot`
/// @param line the line of the element, from 1
public record Remark(Kind kind, String path, int line) {
    /// Why something was kept or left out.
    public enum Kind {
        /// Known to the format; the model has a place for it but no type.
        UNTYPED,
        /// Not known at this place.
        UNKNOWN,
        /// Known, but given once already; only the first counts.
        REPEATED,
        /// An element of another namespace, for an extension to read.
        EXTENSION,
        /// What a host tells of an object that is there, and no definition can say; left out.
        REPORTED
    }
}
