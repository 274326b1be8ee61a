package org.ostler.driver.xen;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;

/// Tests that load libxl but need no Xen; skipped where the library is not installed (Debian:
/// libxenmisc4.17).
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLibxl.Condition.class)
@interface NeedsLibxl {
    /// Looks for the library.
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return LibxlLibrary.find(Path.of("/"))
                    .map(library -> ConditionEvaluationResult.enabled("found " + library.file()))
                    .orElseGet(
                            () ->
                                    ConditionEvaluationResult.disabled(
                                            "libxenlight.so.4.13 or later is not installed"));
        }
    }
}
