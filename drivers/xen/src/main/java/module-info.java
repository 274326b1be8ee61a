/// Xen guests through libxl, called from Java.
module org.ostler.driver.xen {
    requires static org.jspecify;
    requires java.xml;
    requires tools.jackson.core;
    requires transitive org.ostler.engine;
    requires org.ostler.posix;

    exports org.ostler.driver.xen;
}
