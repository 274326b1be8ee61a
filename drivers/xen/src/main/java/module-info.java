/// Xen guests through libxl, called from Java.
module org.ostler.driver.xen {
    requires static org.jspecify;
    requires org.ostler.engine;
    requires org.ostler.posix;
}
