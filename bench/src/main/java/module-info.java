/// Measures daemons that speak libvirt's RPC, Ostler's and a stock libvirtd, side by side in
/// interleaved rounds, and prints what SPECIFICATION.md promises beside what was measured.
///
/// A program, not a library: `org.ostler.bench.Main` is run by `tools/bench`, which gives it a
/// process and mount namespace of its own. It exports nothing.
module org.ostler.bench {
    requires com.sun.jna;
    requires jmh.core;
    requires libvirt;
    requires static org.jspecify;
    requires org.ostler.client;
    requires org.ostler.xlcfg;
}
