package org.ostler.driver.xen;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Tests for a real Xen's control domain, run there by `lab/run-tests-in-dom0.sh`; skipped
/// elsewhere with the reason that [XenHost] gives.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("dom0")
@ExtendWith(NeedsXen.Condition.class)
@interface NeedsXen {
    /// Looks for Xen.
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return switch (XenHost.probe()) {
                case XenHost.Present(XenVersion version, LibxlLibrary _, java.nio.file.Path _) ->
                        ConditionEvaluationResult.enabled("Xen " + version);
                case XenHost.Absent(XenAbsence absence) ->
                        ConditionEvaluationResult.disabled(absence.reason());
            };
        }
    }
}
