package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.driver.qemu.rules.Ability;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;

/// How a definition is refused that no QEMU, or not this one, can run.
final class DefinitionCheckTest {
    private static final DomainSpec WRONG = Guests.with("pc", "<iommu model='intel'/>");

    @Test
    void refusalNamesThePlaceAndNoLineThatTheUserHasNeverSeen() {
        DefinitionCheck check = new DefinitionCheck(WRONG);
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(check::anyQemu)
                .satisfies(f -> assertThat(f.code()).isEqualTo(FaultCode.CONFIG_UNSUPPORTED))
                .withMessageContaining("at /domain/devices/iommu; expected")
                .withMessageNotContaining("line");
    }

    @Test
    void guestsOfOtherHypervisorsAreNotAsked() {
        DomainSpec other = WRONG.withType(DomainType.XEN);
        assertThatCode(() -> new DefinitionCheck(other).anyQemu()).doesNotThrowAnyException();
    }

    @Test
    void whatThisQemuLacksIsRefused() {
        DomainSpec named =
                Guests.with(
                        "pc",
                        "<disk type='network'><source protocol='nbd' tls='yes' tlsHostname='h'>"
                                + "<host name='h'/></source><target dev='vda'/></disk>");
        new DefinitionCheck(named).with(Qemu72.TARGET.binary());
        assertThat(DefinitionCheck.can(Qemu72.TARGET.binary(), Ability.NBD_TLS_HOSTNAME)).isTrue();
        assertThat(DefinitionCheck.can(Qemu72.TARGET.binary(), Ability.ZPCI)).isFalse();
    }

    @Test
    void canonicalFormOfAGuestIsTakenAgain() {
        DomainSpec written =
                Guests.with(
                        "pc",
                        "<disk type='file'><source file='/d'/><target dev='vda'/></disk>"
                                + "<interface type='user'/><graphics type='vnc'/>");
        for (String machine : new String[] {"pc", "q35"}) {
            DomainSpec canonical =
                    Guests.canonical(written.withOs(written.os().withMachine(machine))).spec();
            DefinitionCheck check = new DefinitionCheck(canonical);
            assertThatCode(check::anyQemu).doesNotThrowAnyException();
            assertThatCode(() -> check.with(Qemu72.TARGET.binary())).doesNotThrowAnyException();
        }
    }
}
