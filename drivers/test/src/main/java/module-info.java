/// A hypervisor in memory, deterministic, with an injectable clock and faults.
module org.ostler.driver.test {
    requires static org.jspecify;
    requires org.ostler.engine;
}
