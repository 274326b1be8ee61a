/// The contract that every driver keeps, as one suite written against the API, and the record of
/// what held where.
///
/// An open module, because JUnit looks into the suite.
@SuppressWarnings("opens") // the one package is opened to JUnit as a whole
open module org.ostler.conformance {
    requires awaitility;
    requires org.assertj.core;
    requires static org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;
    requires transitive org.ostler.api;

    exports org.ostler.conformance;
}
