/// Xen guests through libxl, called from Java.
module org.ostler.driver.xen {
    requires static org.jspecify;
    requires java.xml;
    requires transitive org.ostler.engine;
    requires org.ostler.posix;
    requires transitive org.ostler.xlcfg;

    exports org.ostler.driver.xen;
}
