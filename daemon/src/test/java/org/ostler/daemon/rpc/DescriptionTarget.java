package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.driver.test.TestDriver;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.util.function.Consumer;

/// Reads bytes as the description of a domain.
///
/// Either they are refused with a sentence, or what they say is written and read again as the same,
/// and a driver completes or refuses it.
public final class DescriptionTarget implements Consumer<byte[]> {
    private static final AllocationBound BOUND = new AllocationBound(1 << 20, 2048);

    private final TestDriver driver = new TestDriver();

    @Override
    public void accept(byte[] input) {
        BOUND.within(input.length, () -> read(input));
    }

    private void read(byte[] input) {
        DomainSpec spec;
        try {
            spec = DomainXml.parse(input).spec();
        } catch (SpecException refused) {
            return;
        }
        String text = DomainXml.format(spec);
        DomainSpec again;
        try {
            again = DomainXml.parse(text).spec();
        } catch (SpecException own) {
            throw new AssertionError("what was written cannot be read: " + text, own);
        }
        if (!again.equals(spec)) {
            throw new AssertionError(
                    text
                            + "\nmeans something else, as its own text tells:\n"
                            + DomainXml.format(again));
        }
        try {
            var _ = driver.canonicalize(spec);
        } catch (Fault refused) {
            // As a driver may.
        }
    }
}
