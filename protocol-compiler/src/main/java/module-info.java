/// Turns the protocol description into records and codecs at build time; no other module uses it at
/// run time.
module org.ostler.protocol.compiler {
    requires static org.jspecify;
}
