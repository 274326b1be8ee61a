package org.ostler.driver.test;

import org.ostler.api.NativeFormat;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;

import java.util.List;

/// What a guest becomes on the test driver. Pure.
final class TestPlan {
    private TestPlan() {}

    static Plan of(Canonical canonical) {
        return new Plan(
                "test",
                canonical.spec(),
                canonical.values(),
                List.of(
                        new Plan.LateBinding(
                                "id", "the next number that no guest has had on this host")),
                canonical.remarks(),
                new Plan.NativeForm(
                        NativeFormat.TEST.name(), TestCommandLine.write(canonical.spec())));
    }
}
