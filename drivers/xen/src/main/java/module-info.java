/// Xen guests through libxl, called from Java.
module org.ostler.driver.xen {
    requires static org.jspecify;
    requires tools.jackson.core;
    requires org.ostler.posix;

    exports org.ostler.driver.xen;
}
