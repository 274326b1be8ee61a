/// A hypervisor in memory, deterministic, with an injectable clock and faults: front ends are built
/// and tested against it.
module org.ostler.driver.test {
    requires static org.jspecify;
    requires transitive org.ostler.engine;

    exports org.ostler.driver.test;
}
