package org.ostler.cli;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;

import java.util.Optional;
import java.util.UUID;

/// Finds the domain that a word means: the number of a running guest, a UUID or a name, in this
/// order, as virsh does.
final class DomainNouns {
    private static final int ID_DIGITS_MAX = 9;
    private static final int UUID_LENGTH = 36;

    private DomainNouns() {}

    /// The domain.
    ///
    /// @throws Fault ([FaultCode#NO_DOMAIN]) where there is none, with the nearest name there is
    static Domain find(Hypervisor host, String word) {
        return byId(host, word)
                .or(() -> byUuid(host, word))
                .or(() -> host.domain(word))
                .orElseThrow(() -> none(host, word));
    }

    private static Optional<Domain> byId(Hypervisor host, String word) {
        boolean number =
                !word.isEmpty()
                        && word.length() <= ID_DIGITS_MAX
                        && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? host.domain(Integer.parseInt(word)) : Optional.empty();
    }

    private static Optional<Domain> byUuid(Hypervisor host, String word) {
        return uuid(word).flatMap(host::domain);
    }

    /// The UUID that a word is.
    static Optional<UUID> uuid(String word) {
        if (word.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(word));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Fault none(Hypervisor host, String word) {
        String hint =
                NearestWord.hint(host.statuses().stream().map(DomainStatus::name).toList(), word);
        return Fault.of(
                FaultCode.NO_DOMAIN,
                FaultDomain.DOMAIN,
                "there is no domain with the name, id or UUID '" + word + "'" + hint);
    }
}
