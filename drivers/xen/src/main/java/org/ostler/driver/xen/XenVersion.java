package org.ostler.driver.xen;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A release of Xen, as in 4.17. libxl's library carries it in its name, because its ABI holds for
/// one release only.
public record XenVersion(int major, int minor) implements Comparable<XenVersion> {
    /// The oldest release whose libxl has the signatures that [LibxlNative] binds: pause, unpause,
    /// shutdown, reboot and retrieve_domain_configuration got their last argument in 4.13.
    public static final XenVersion OLDEST = new XenVersion(4, 13);

    private static final Pattern LIBRARY_NAME =
            Pattern.compile("libxenlight\\.so\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Comparator<XenVersion> ORDER =
            Comparator.comparingInt(XenVersion::major).thenComparingInt(XenVersion::minor);

    /// The release of a library file by its name, as in `libxenlight.so.4.17`.
    public static Optional<XenVersion> ofLibrary(String fileName) {
        Matcher m = LIBRARY_NAME.matcher(fileName);
        return m.matches()
                ? Optional.of(
                        new XenVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(XenVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
