package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.wire.protocol.Permission.Always;
import org.ostler.wire.protocol.Permission.AnyBit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// What the tables say about procedures, checked against facts that are known from elsewhere.
class ProcedureTablesTest {

    @Test
    void everyProcedureOfEveryProgramIsDescribed() {
        assertNumbers(RemoteProcedures.table(), 443 + 10);
        assertNumbers(QemuProcedures.table(), 7);
        assertNumbers(LxcProcedures.table(), 1);
        assertNumbers(AdminProcedures.table(), 19);
        assertNumbers(KeepaliveProcedures.table(), 2);
        assertNumbers(OstlerProcedures.table(), 20);
    }

    private static void assertNumbers(ProcedureTable table, int count) {
        assertThat(table.all())
                .extracting(Procedure::number)
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
        for (Procedure<?, ?> procedure : table.all()) {
            assertThat(table.find(procedure.number())).containsSame(procedure);
        }
        assertThat(table.find(0)).isEmpty();
        assertThat(table.find(-1)).isEmpty();
        assertThat(table.find(count + 1)).isEmpty();
        assertThat(table.find(Integer.MIN_VALUE)).isEmpty();
    }

    @Test
    void programsAreFoundByTheirNumberOnTheWire() {
        assertThat(ProtocolPrograms.find(0x20008086)).containsSame(RemoteProcedures.table());
        assertThat(ProtocolPrograms.find(0x20008087)).containsSame(QemuProcedures.table());
        assertThat(ProtocolPrograms.find(0x00068000)).containsSame(LxcProcedures.table());
        assertThat(ProtocolPrograms.find(0x06900690)).containsSame(AdminProcedures.table());
        assertThat(ProtocolPrograms.find(0x6b656570)).containsSame(KeepaliveProcedures.table());
        assertThat(ProtocolPrograms.find(0x4f53544c)).containsSame(OstlerProcedures.table());
        assertThat(ProtocolPrograms.find(1)).isEmpty();
    }

    @Test
    void functionsAreNamedAsLibvirtNamesThem() {
        assertFunction(RemoteProcedures.DOMAIN_CREATE, "virDomainCreate", 20);
        assertFunction(RemoteProcedures.DOMAIN_GET_XML_DESC, "virDomainGetXMLDesc", 20);
        assertFunction(RemoteProcedures.CONNECT_LIST_ALL_DOMAINS, "virConnectListAllDomains", 20);
        assertFunction(RemoteProcedures.CONNECT_LIST_ALL_SECRETS, "virConnectListAllSecrets", 30);
        assertFunction(RemoteProcedures.NODE_GET_SEV_INFO, "virNodeGetSEVInfo", 20);
        assertFunction(RemoteProcedures.DOMAIN_FSTRIM, "virDomainFSTrim", 20);
        assertFunction(
                RemoteProcedures.DOMAIN_SNAPSHOT_CREATE_XML, "virDomainSnapshotCreateXML", 35);
        assertFunction(RemoteProcedures.STORAGE_VOL_GET_XML_DESC, "virStorageVolGetXMLDesc", 18);
        assertFunction(QemuProcedures.DOMAIN_ATTACH, "virDomainQemuAttach", 0);
        assertFunction(AdminProcedures.CLIENT_CLOSE, "virAdmClientClose", 62);
        assertFunction(OstlerProcedures.JOB_GET, "ostlerJobGet", 0);
    }

    private static void assertFunction(Procedure<?, ?> procedure, String name, int errorDomain) {
        assertThat(procedure.apiName()).isEqualTo(name);
        assertThat(procedure.errorDomain()).as(name).isEqualTo(errorDomain);
    }

    @Test
    void streamsAndFilesAreMarked() {
        List<Procedure<?, ?>> remote = RemoteProcedures.table().all();
        assertThat(remote.stream().filter(Procedure::hasStream))
                .extracting(Procedure::number)
                .containsExactly(148, 201, 208, 209, 211, 215, 296, 304);
        assertThat(remote.stream().filter(Procedure::mayBeSparse))
                .extracting(Procedure::number)
                .containsExactly(208, 209);
        assertThat(remote.stream().filter(Procedure::passesFilesToServer))
                .extracting(Procedure::number)
                .containsExactly(249, 309, 310, 443);
        assertThat(remote.stream().filter(Procedure::passesFilesToClient))
                .extracting(Procedure::number)
                .containsExactly(343);
    }

    @Test
    void eventsArePushedAndPerfEventsAreCalls() {
        assertThat(RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE.isEvent()).isTrue();
        assertThat(RemoteProcedures.DOMAIN_GET_PERF_EVENTS.isEvent()).isFalse();
        assertThat(RemoteProcedures.DOMAIN_SET_PERF_EVENTS.isEvent()).isFalse();
        assertThat(RemoteProcedures.table().all().stream().filter(Procedure::isEvent)).hasSize(53);
    }

    @Test
    void permissionsDependOnFlags() {
        Procedure<DomainGetXmlDescArgs, DomainGetXmlDescRet> procedure =
                RemoteProcedures.DOMAIN_GET_XML_DESC;
        assertThat(procedure.permissions())
                .containsExactly(
                        new Permission("domain", "read", new Always()),
                        new Permission("domain", "read_secure", new AnyBit("flags", 1)),
                        new Permission("domain", "read_secure", new AnyBit("flags", 8)));
        WireDomain domain = new WireDomain("a", new UUID(0, 0), -1);
        assertThat(procedure.isReadOnlyFor(new DomainGetXmlDescArgs(domain, 2))).isTrue();
        assertThat(procedure.isReadOnlyFor(new DomainGetXmlDescArgs(domain, 1))).isFalse();
    }

    @Test
    void permissionsAreWrittenAsTheDescriptionHasThem() {
        assertThat(RemoteProcedures.DOMAIN_SET_METADATA.permissions())
                .hasToString("[domain:write, domain:save?flags!3, domain:save?flags&2]");
        assertThat(RemoteProcedures.DOMAIN_INTERFACE_ADDRESSES.permissions())
                .hasToString("[domain:read, domain:write?source=1]");
    }

    /// A call without a permission is one that libvirt checks none for, or Ostler's own hello; on
    /// the socket of the admin program, who may connect may do everything.
    @Test
    void everyCallNeedsAPermissionButThoseThatComeBeforeAnyAndThoseThatOnlyEndThings() {
        List<Procedure<?, ?>> free = new ArrayList<>();
        List<Procedure<?, ?>> needing = new ArrayList<>();
        for (ProcedureTable table :
                List.of(
                        RemoteProcedures.table(),
                        QemuProcedures.table(),
                        LxcProcedures.table(),
                        OstlerProcedures.table())) {
            for (Procedure<?, ?> procedure : table.all()) {
                if (!procedure.isEvent()) {
                    (procedure.permissions().isEmpty() ? free : needing).add(procedure);
                }
            }
        }
        assertThat(free)
                .containsExactly(
                        RemoteProcedures.CONNECT_CLOSE,
                        RemoteProcedures.AUTH_LIST,
                        RemoteProcedures.AUTH_SASL_INIT,
                        RemoteProcedures.AUTH_SASL_START,
                        RemoteProcedures.AUTH_SASL_STEP,
                        RemoteProcedures.AUTH_POLKIT,
                        RemoteProcedures.CONNECT_IS_SECURE,
                        OstlerProcedures.HELLO,
                        OstlerProcedures.EVENTS_UNSUBSCRIBE);
        assertThat(needing).hasSize(393 + 6 + 1 + 16);
        assertThat(AdminProcedures.table().all()).allMatch(one -> one.permissions().isEmpty());
    }

    @Test
    void readOnlyUseIsWhatItIsForAllArguments() {
        assertThat(RemoteProcedures.CONNECT_GET_TYPE.readOnlyUse()).isEqualTo(ReadOnlyUse.ALWAYS);
        assertThat(RemoteProcedures.DOMAIN_GET_XML_DESC.readOnlyUse())
                .isEqualTo(ReadOnlyUse.BY_ARGUMENTS);
        assertThat(RemoteProcedures.DOMAIN_CREATE.readOnlyUse()).isEqualTo(ReadOnlyUse.NEVER);
        assertThat(RemoteProcedures.DOMAIN_GET_LAUNCH_SECURITY_INFO.readOnlyUse())
                .isEqualTo(ReadOnlyUse.NEVER);
    }

    @Test
    void readOnlyConnectionsMayLookAndNothingElse() {
        WireDomain domain = new WireDomain("a", new UUID(0, 0), -1);
        assertThat(
                        RemoteProcedures.CONNECT_LIST_ALL_DOMAINS.isReadOnlyFor(
                                new ConnectListAllDomainsArgs(1, 0)))
                .isTrue();
        assertThat(RemoteProcedures.DOMAIN_CREATE.isReadOnlyFor(new DomainCreateArgs(domain)))
                .isFalse();
        assertThat(RemoteProcedures.CONNECT_GET_HOSTNAME.isReadOnlyFor(Nothing.NOTHING)).isTrue();
        assertThat(
                        RemoteProcedures.DOMAIN_GET_LAUNCH_SECURITY_INFO.isReadOnlyFor(
                                new DomainGetLaunchSecurityInfoArgs(domain, 0)))
                .isFalse();
        assertThat(
                        RemoteProcedures.DOMAIN_MIGRATE_GET_MAX_DOWNTIME.isReadOnlyFor(
                                new DomainMigrateGetMaxDowntimeArgs(domain, 0)))
                .isTrue();
    }
}
