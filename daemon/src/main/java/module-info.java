/// The program that serves every driver over libvirt's RPC.
module org.ostler.daemon {
    requires static org.jspecify;
    requires org.ostler.wire;
    requires org.ostler.engine;
    requires org.ostler.client;
    requires org.ostler.driver.test;
    requires org.ostler.driver.qemu;
    requires org.ostler.driver.xen;

    provides System.LoggerFinder with
            org.ostler.daemon.log.Logs;
}
