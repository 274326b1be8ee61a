/// Xen's guest configurations, `xl.cfg` and the older `xm` files: the language without loss, its
/// options as a typed struct, and what they are as a domain.
module org.ostler.xlcfg {
    requires transitive org.ostler.model;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports org.ostler.xlcfg;
}
