package org.ostler.conformance;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells a test's own failure from that of an emulated processor.
///
/// On a Xen host that runs in QEMU without KVM, about one boot of a PVH guest in ten ends in a
/// triple fault, whichever tool built it (seen on Xen 4.17 with QEMU 7.2's SVM, also with `xl` and
/// nothing else running); the hypervisor writes that down. A test that fails while a new one was
/// written down is aborted, with that line as its reason, because nothing can be said of the driver
/// then.
public abstract class TripleFaults
        implements BeforeEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(TripleFaults.class);

    /// For the host that the subclass reaches.
    protected TripleFaults() {}

    /// The hypervisor's log, line by line; empty where there is none to be read.
    protected abstract List<String> hypervisorLog();

    private Set<String> faults() {
        Set<String> found = new HashSet<>(hypervisorLog());
        found.removeIf(line -> !line.contains("Triple fault"));
        return found;
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", faults());
    }

    @Override
    public final void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw judge(context, failure);
    }

    @Override
    public final void handleAfterEachMethodExecutionException(
            ExtensionContext context, Throwable failure) throws Throwable {
        throw judge(context, failure);
    }

    private Throwable judge(ExtensionContext context, Throwable failure) {
        Set<String> since = faults();
        Object before = context.getStore(NAMESPACE).get("before");
        if (before instanceof Set<?> known) {
            since.removeAll(known);
        }
        return since.isEmpty()
                ? failure
                : new TestAbortedException(
                        "the emulated processor lost a guest: " + since, failure);
    }
}
