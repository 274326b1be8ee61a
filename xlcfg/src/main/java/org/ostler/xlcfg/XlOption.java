package org.ostler.xlcfg;

import java.util.Optional;

/// An option of xl.cfg, as a key to its typed value in [XlConfig].
///
/// Two options are the same when they are one object; [XlOptions] has them all.
///
/// @param <T> what its value is
public final class XlOption<T> {
    private final String name;
    private final XlKind<T> kind;
    private final XenRelease since;
    private final String reference;

    XlOption(String name, XlKind<T> kind, XenRelease since, String reference) {
        this.name = name;
        this.kind = kind;
        this.since = since;
        this.reference = reference;
    }

    /// The option's name in the file.
    public String name() {
        return name;
    }

    /// The release from which on xl knows it; 4.17 for all that 4.17 or an older one knows.
    public XenRelease since() {
        return since;
    }

    /// Where it is described: a manual page and its section.
    public String reference() {
        return reference;
    }

    /// What its value is, in words: `a number`.
    public String expected() {
        return kind.expected();
    }

    /// Whether its value is a single number, or yes or no as one.
    boolean isNumber() {
        return kind.equals(XlKind.NUMBER) || kind.equals(XlKind.BOOL);
    }

    XlKind<T> kind() {
        return kind;
    }

    /// The typed value; nothing when xl would warn and take the option as not given.
    Optional<T> read(XlValue value, XlReadContext in) {
        return Optional.ofNullable(kind.reader().apply(value, in.at(name, value)));
    }

    /// The value that spells it.
    XlValue write(T value) {
        return kind.writer().apply(value);
    }

    @SuppressWarnings("unchecked") // a config holds only values that were read or set by this key
    XlValue writeAny(Object value) {
        return write((T) value);
    }

    @Override
    public String toString() {
        return name;
    }
}
