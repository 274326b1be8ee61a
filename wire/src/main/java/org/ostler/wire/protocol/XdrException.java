package org.ostler.wire.protocol;

/// A payload does not have the form that its procedure demands, or a value is over a limit of the
/// protocol. libvirt answers the former with `Unable to decode message payload` and keeps the
/// connection.
public final class XdrException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /// @param path the member, from the outermost structure, as `domains[3].name`; empty for the
    ///   whole
    /// @param problem what was expected and what was found
    public XdrException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
    }

    /// The member where it happened, as `domains[3].name`.
    public String path() {
        return path;
    }
}
