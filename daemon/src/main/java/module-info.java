/// The program that serves every driver over libvirt's RPC.
module org.ostler.daemon {
    requires static org.jspecify;
    requires org.ostler.client;
    requires org.ostler.driver.test;
    requires org.ostler.driver.qemu;
    requires org.ostler.driver.xen;
    requires org.ostler.api;
    requires org.ostler.posix;

    provides System.LoggerFinder with
            org.ostler.daemon.log.Logs;
}
