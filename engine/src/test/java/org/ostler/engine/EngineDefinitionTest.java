package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.Plan;
import org.ostler.api.XmlFlag;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What is stored, and what is not.
class EngineDefinitionTest extends EngineScene {

    @Test
    void definedDomainIsListedByNameAndFound() {
        define("b");
        define("a");
        assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("a", "b");
        assertThat(engine.domains()).extracting(Domain::name).containsExactly("a", "b");
        assertThat(engine.domain("a")).isPresent();
        assertThat(engine.domain(Specs.spec("b").uuid().orElseThrow())).isPresent();
        assertThat(engine.domain("c")).isEmpty();
        assertThat(engine.domain(7)).isEmpty();
    }

    @Test
    void takenNameAndTakenIdentityAreRefusedInLibvirtsWords() {
        Domain a = define("a");
        Fault name =
                fault(
                        () -> engine.define(Specs.spec("a", UUID.randomUUID()), Set.of()),
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.DOMAIN);
        assertThat(name.sentence())
                .isEqualTo("operation failed: domain 'a' already exists with uuid " + a.uuid());
        Fault identity =
                fault(
                        () -> engine.define(Specs.spec("b", a.uuid()), Set.of()),
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.DOMAIN);
        assertThat(identity.sentence())
                .isEqualTo("operation failed: domain 'a' is already defined with uuid " + a.uuid());
    }

    @Test
    void refusedDefinitionLeavesTheNameFree() {
        fault(() -> define("refused"), FaultCode.CONFIG_UNSUPPORTED, FaultDomain.TEST);
        assertThat(engine.domain("refused")).isEmpty();
        assertThat(engine.statuses()).isEmpty();
    }

    @Test
    void redefiningARunningDomainChangesOnlyWhatIsStored() {
        Domain domain = run("a");
        DomainSpec smaller =
                Specs.spec("a")
                        .withCurrentMemory(Memory.ofKib(1024))
                        .withMemory(Memory.ofKib(1024));
        engine.define(smaller, Set.of());
        assertThat(domain.status().maxMemoryKib()).isEqualTo(65536);
        assertThat(domain.status().updated()).isTrue();
        assertThat(domain.xml(Set.of()).toString()).contains(">65536</memory>", "id='1'");
        assertThat(domain.xml(Set.of(XmlFlag.INACTIVE)).toString())
                .contains(">1024</memory>")
                .doesNotContain("id=");
        domain.destroy(Set.of()).await(LONG);
        assertThat(domain.status().maxMemoryKib()).isEqualTo(1024);
        assertThat(domain.status().updated()).isFalse();
    }

    @Test
    void undefinedRunningDomainGoesOnAsATransientOneAndIsGoneWhenItEnds() {
        Domain domain = run("a");
        domain.undefine(Set.of());
        assertThat(domain.status().persistent()).isFalse();
        assertThat(domain.status().active()).isTrue();
        assertThat(
                        fault(
                                        () -> domain.undefine(Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.TEST)
                                .sentence())
                .isEqualTo("Requested operation is not valid: cannot undefine transient domain");
        assertThat(
                        fault(
                                        () -> domain.autostart(true),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.TEST)
                                .sentence())
                .isEqualTo(
                        "Requested operation is not valid: cannot set autostart for transient"
                                + " domain");
        domain.destroy(Set.of()).await(LONG);
        assertThat(engine.domain("a")).isEmpty();
        assertThat(fault(domain::status, FaultCode.NO_DOMAIN, FaultDomain.TEST).sentence())
                .isEqualTo(
                        "Domain not found: no domain with matching uuid '"
                                + domain.uuid()
                                + "' (a)");
    }

    @Test
    void createdGuestOverADefinitionLeavesTheDefinition() {
        Domain stored = define("a");
        DomainSpec smaller =
                Specs.spec("a")
                        .withCurrentMemory(Memory.ofKib(1024))
                        .withMemory(Memory.ofKib(1024));
        Domain created = engine.create(smaller, Set.of()).await(LONG);
        assertThat(created.uuid()).isEqualTo(stored.uuid());
        assertThat(created.status().persistent()).isTrue();
        assertThat(created.status().maxMemoryKib()).isEqualTo(1024);
        assertThat(
                        fault(
                                        () -> engine.create(smaller, Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.DOMAIN)
                                .sentence())
                .isEqualTo("Requested operation is not valid: domain 'a' is already active");
        created.destroy(Set.of()).await(LONG);
        assertThat(stored.status().maxMemoryKib()).isEqualTo(65536);
    }

    @Test
    void failedCreateLeavesNothing() {
        driver.onStart =
                (guest, job) -> {
                    throw Fault.of(FaultCode.OPERATION_FAILED, FaultDomain.TEST, "no luck");
                };
        Job<Domain> job = engine.create(Specs.spec("a"), Set.of());
        fault(() -> job.await(LONG), FaultCode.OPERATION_FAILED, FaultDomain.TEST);
        assertThat(engine.domain("a")).isEmpty();
        assertThat(define("a").status().persistent()).isTrue();
    }

    @Test
    void guestThatIsBeingCreatedIsNotSeenUntilItRuns() {
        List<Integer> seen = new ArrayList<>();
        driver.onStart = (guest, job) -> seen.add(engine.statuses().size());
        engine.create(Specs.spec("a"), Set.of()).await(LONG);
        assertThat(seen).containsExactly(0);
        assertThat(engine.statuses()).hasSize(1);
    }

    @Test
    void whatTheFormatDoesNotKnowIsRefusedOnlyWhenTheCallerWantsThat() {
        DomainSpec odd =
                DomainXml.parse(
                                Specs.xml("odd", UUID.randomUUID())
                                        .replace("<os>", "<nonsense/><os>"))
                        .spec();
        Fault fault =
                fault(
                        () -> engine.define(odd, Set.of(DefineFlag.VALIDATE)),
                        FaultCode.XML_INVALID_SCHEMA,
                        FaultDomain.XML);
        assertThat(fault.sentence()).contains("/domain/nonsense");
        assertThat(engine.define(odd, Set.of()).xml(Set.of()).toString()).contains("<nonsense/>");
    }

    @Test
    void whatTheDriverWouldIgnoreIsRefusedOnlyWhenTheCallerIsStrict() {
        driver.remarks =
                List.of(
                        new Plan.Remark(
                                Plan.Remark.Level.IGNORED, "/domain/title", "it has no use", ""));
        Fault fault =
                fault(
                        () -> engine.define(Specs.spec("a"), Set.of(DefineFlag.STRICT)),
                        FaultCode.CONFIG_UNSUPPORTED,
                        FaultDomain.DOMAIN);
        assertThat(fault.sentence())
                .isEqualTo("unsupported configuration: /domain/title: it has no use");
        assertThat(engine.plan(Specs.spec("a")).remarks()).isEqualTo(driver.remarks);
        define("a");
    }

    @Test
    void passwordsAreShownOnlyToThoseWhoAskForThem() {
        DomainSpec secret =
                DomainXml.parse(
                                Specs.xml("a", UUID.randomUUID())
                                        .replace(
                                                "</os>",
                                                "</os><devices><graphics type='vnc'"
                                                        + " passwd='s3cret'/><graphics type='spice'"
                                                        + " passwd='s3cret'/></devices>"))
                        .spec();
        Domain domain = engine.define(secret, Set.of());
        assertThat(domain.xml(Set.of()).toString()).contains("vnc").doesNotContain("s3cret");
        assertThat(domain.spec(Set.of())).isNotEqualTo(secret);
        assertThat(domain.xml(Set.of(XmlFlag.SECURE)).toString()).contains("passwd='s3cret'");
        assertThat(domain.spec(Set.of(XmlFlag.SECURE))).isEqualTo(secret);
        assertThat(domain.xml(Set.of())).isSameAs(domain.xml(Set.of()));
    }
}
