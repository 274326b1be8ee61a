/// QEMU guests: an explicit command line, and the machine protocol over a unix socket.
module org.ostler.driver.qemu {
    requires static org.jspecify;
    requires transitive org.ostler.engine;
    requires org.ostler.posix;
    requires tools.jackson.core;

    exports org.ostler.driver.qemu;
    exports org.ostler.driver.qemu.rules;
}
