package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.FaultCode;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;

import java.util.Set;

/// What is said before a call is what the call then does.
interface SupportContract extends Scene {
    /// A format that nobody has.
    NativeFormat NO_FORMAT = new NativeFormat("no-such-format");

    @Test
    @Proves(Operation.DOMAIN_START)
    default void allowedOperationsFollowTheState() {
        Domain domain = defined();
        assertThat(domain.allowedOperations())
                .contains(Operation.DOMAIN_START, Operation.DOMAIN_UNDEFINE)
                .doesNotContain(Operation.DOMAIN_DESTROY, Operation.DOMAIN_RESUME);
        domain.start(Set.of()).await(patience());
        assertThat(domain.allowedOperations())
                .contains(Operation.DOMAIN_DESTROY)
                .doesNotContain(Operation.DOMAIN_START);
    }

    @Test
    @Proves(Operation.DOMAIN_PLAN)
    default void planShowsWhatDefineStoresAndTouchesNothing() {
        DomainSpec spec = fresh();
        Plan plan = host().plan(spec);
        assertThat(host().domain(spec.name())).isEmpty();
        assertThat(plan.nativeForm().text()).isNotBlank();
        assertThat(defined(spec).spec(Set.of())).isEqualTo(plan.canonical());
    }

    @Test
    @Proves(Operation.DOMAIN_TO_NATIVE)
    default void guestIsWrittenInEveryFormatThatIsClaimedAndReadBackWhereThatIsClaimed() {
        DomainSpec spec = fresh();
        if (!claimed(
                Operation.DOMAIN_TO_NATIVE, () -> host().toNative(NativeFormat.XEN_XL, spec))) {
            return;
        }
        Set<String> readable = host().support().of(Operation.DOMAIN_FROM_NATIVE).flags();
        Set<String> written = host().support().of(Operation.DOMAIN_TO_NATIVE).flags();
        assertThat(written).isNotEmpty();
        for (String name : written) {
            NativeFormat format = new NativeFormat(name);
            String text = host().toNative(format, spec).value();
            assertThat(text).as(name).isNotBlank();
            if (readable.contains(name)) {
                DomainSpec again = host().fromNative(format, text).value();
                assertThat(again.name()).as(name).isEqualTo(spec.name());
                assertThat(again.uuid()).as(name).isEqualTo(spec.uuid());
                assertThat(again.memory()).as(name).isEqualTo(spec.memory());
            }
        }
        Faults.assertFault(
                () -> host().toNative(NO_FORMAT, spec),
                FaultCode.INVALID_ARG,
                "unsupported config type no-such-format");
    }

    @Test
    @Proves(Operation.DOMAIN_FROM_NATIVE)
    default void unknownFormatIsRefusedAndAWrongConfigurationWithItsPlace() {
        if (!claimed(
                Operation.DOMAIN_FROM_NATIVE,
                () -> host().fromNative(NativeFormat.QEMU_ARGV, "qemu"))) {
            return;
        }
        Faults.assertFault(
                () -> host().fromNative(NO_FORMAT, ""),
                FaultCode.INVALID_ARG,
                "unsupported config type no-such-format");
        for (String name : host().support().of(Operation.DOMAIN_FROM_NATIVE).flags()) {
            Faults.assertFault(
                    () -> host().fromNative(new NativeFormat(name), "first\n= nonsense"),
                    FaultCode.CONF_SYNTAX,
                    "configuration file syntax error: ",
                    "line ");
        }
    }

    @Test
    @Proves(Operation.HOST_CAPABILITIES)
    default void capabilitiesNameTheGuestTypeOfThisBench() {
        assertThat(host().capabilities().toString())
                .contains("<capabilities>", "<host>", "<guest>");
    }

    @Test
    @Proves(Operation.HOST_NODE_INFO)
    default void nodeHasProcessorsAndMemory() {
        assertThat(host().node().cpus()).isPositive();
        assertThat(host().node().memoryKib()).isPositive();
    }
}
