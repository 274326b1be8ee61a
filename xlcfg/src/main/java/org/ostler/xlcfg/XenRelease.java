package org.ostler.xlcfg;

/// A release of Xen, such as 4.17.
public record XenRelease(int major, int minor) implements Comparable<XenRelease> {
    /// The release whose manual describes the options; older ones are not told apart.
    public static final XenRelease V4_17 = new XenRelease(4, 17);

    @Override
    public int compareTo(XenRelease other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
