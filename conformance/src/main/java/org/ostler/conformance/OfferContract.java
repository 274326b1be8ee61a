package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.FaultCode;
import org.ostler.api.Operation;
import org.ostler.model.document.DomainCapabilities;

import java.util.Optional;

/// What the domain capabilities offer can be defined, and what they do not offer is refused or
/// remarked on.
interface OfferContract extends Scene {
    private boolean offers() {
        return claimed(
                Operation.HOST_DOMAIN_CAPABILITIES,
                () -> host().domainCapabilities(DomainCapabilitiesRequest.USUAL));
    }

    @Test
    @Proves(Operation.HOST_DOMAIN_CAPABILITIES)
    default void whatIsOfferedCanBeDefined() {
        if (offers()) {
            OfferCheck check = new OfferCheck(host());
            check.kinds().forEach(kind -> check.offeredCanBeDefined(kind, fresh().name()));
        }
    }

    @Test
    @Proves(Operation.HOST_DOMAIN_CAPABILITIES)
    default void whatIsNotOfferedIsRefusedOrRemarkedOn() {
        if (offers()) {
            OfferCheck check = new OfferCheck(host());
            check.kinds().forEach(check::restIsRefusedOrRemarkedOn);
        }
    }

    @Test
    @Proves(Operation.HOST_DOMAIN_CAPABILITIES)
    default void guestsThatNobodyRunsAreRefusedByWhatIsUnknownOfThem() {
        if (!offers()) {
            return;
        }
        Optional<String> none = Optional.empty();
        Optional<String> nonsense = Optional.of("no-such-thing");
        Faults.assertFault(
                () ->
                        host().domainCapabilities(
                                        new DomainCapabilitiesRequest(none, none, none, nonsense)),
                FaultCode.INVALID_ARG,
                "unknown virttype: no-such-thing");
        Faults.assertFault(
                () ->
                        host().domainCapabilities(
                                        new DomainCapabilitiesRequest(none, nonsense, none, none)),
                FaultCode.INVALID_ARG,
                "unknown architecture: no-such-thing");
    }

    @Test
    @Proves(Operation.HOST_DOMAIN_CAPABILITIES)
    default void domainCapabilitiesSpeakOfGuestsAsTheCapabilitiesDo() {
        if (!offers()) {
            return;
        }
        OfferCheck check = new OfferCheck(host());
        DomainCapabilities usual = check.capabilities(DomainCapabilitiesRequest.USUAL);
        DomainCapabilities named =
                check.capabilities(
                        new DomainCapabilitiesRequest(
                                usual.path(),
                                Optional.of(usual.arch()),
                                usual.machine(),
                                Optional.of(usual.domain())));
        assertThat(named).isEqualTo(usual);
        assertThat(host().capabilities().toString())
                .contains("<arch name='" + usual.arch() + "'>", "'" + usual.domain() + "'");
    }
}
