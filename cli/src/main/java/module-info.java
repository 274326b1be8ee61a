/// The ostler command.
module org.ostler.cli {
    requires static org.jspecify;
    requires org.ostler.client;
    requires org.ostler.driver.test;
    requires org.ostler.driver.qemu;
    requires org.ostler.driver.xen;
    requires org.ostler.xlcfg;
}
