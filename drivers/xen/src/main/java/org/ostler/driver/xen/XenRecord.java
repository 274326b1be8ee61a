package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

/// What is written down of a domain that this driver made, so that another run of the daemon goes
/// on where this one ended. What the domain is itself can be asked of the host.
///
/// @param step what this driver was doing with it
/// @param consoleStart where its own output begins in xenconsoled's log of its name
record XenRecord(Step step, long consoleStart) {
    private static final int FORMAT = 1;

    XenRecord(Step step) {
        this(step, 0);
    }

    /// What this driver was doing.
    enum Step {
        /// Building it; nobody was told that it runs.
        BUILDING("building"),
        /// Nothing: it runs.
        RUNNING("running"),
        /// Building it anew after its end.
        RESTARTING("restarting");

        private final String word;

        Step(String word) {
            this.word = word;
        }
    }

    /// The record as text.
    String text() {
        return JsonText.write(
                Json.object()
                        .put("format", FORMAT)
                        .put("step", step.word)
                        .put("consoleStart", consoleStart)
                        .build());
    }

    /// Reads a record. One that cannot be read is of a domain that runs: then the host decides.
    static XenRecord parse(String text) {
        try {
            Json.Obj record = JsonText.parseObject(text);
            String word = record.string("step").orElse("");
            for (Step step : Step.values()) {
                if (step.word.equals(word)) {
                    return new XenRecord(step, record.integerOrZero("consoleStart"));
                }
            }
        } catch (IllegalArgumentException unreadable) {
            // of another version: taken as it is
        }
        return new XenRecord(Step.RUNNING);
    }
}
