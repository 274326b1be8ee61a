package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.wire.FaultMapping.Disclosure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Faults over the wire and back.
class FaultMappingTest {
    @Test
    void plainFaultFillsTheMembersAsLibvirtdDoes() {
        Fault plain =
                Fault.of(
                        FaultCode.NO_DOMAIN,
                        FaultDomain.TEST,
                        "Domain not found: no domain with matching name 'a'");
        assertThat(FaultMapping.toWire(plain, Disclosure.FULL))
                .isEqualTo(
                        error(
                                42,
                                12,
                                "Domain not found: no domain with matching name 'a'",
                                "Domain not found: %s",
                                "no domain with matching name 'a'"));
    }

    @Test
    void sentenceWithoutAFixedPartIsAllDetail() {
        String sentence = "Cannot access storage file '/tmp/none': No such file or directory";
        WireError wire =
                FaultMapping.toWire(
                        Fault.builder(FaultCode.SYSTEM_ERROR, FaultDomain.STORAGE, sentence)
                                .errno(2)
                                .build(),
                        Disclosure.FULL);
        assertThat(wire.str1()).contains("%s");
        assertThat(wire.str2()).contains(sentence);
        assertThat(wire.int1()).isEqualTo(2);
        assertThat(FaultMapping.fromWire(wire).errno()).hasValue(2);
    }

    @Test
    void chainSurvivesTheRoundTrip() {
        Fault fault =
                Fault.builder(FaultCode.OPERATION_FAILED, FaultDomain.QEMU, "operation failed: no")
                        .origin(Origin.of(Layer.DRIVER, "start", "vm1", "", "cannot add disk"))
                        .origin(
                                new Origin(
                                        Layer.QMP,
                                        "qemu-system-x86_64",
                                        "7.2.0",
                                        "blockdev-add",
                                        "vda",
                                        "GenericError",
                                        "Could not open '/x \"é\udc80€\n'"))
                        .retryable()
                        .outcomeUnknown()
                        .errno(13)
                        .build();
        Fault back =
                FaultMapping.fromWire(overTheWire(FaultMapping.toWire(fault, Disclosure.FULL)));
        assertThat(back.code()).isEqualTo(fault.code());
        assertThat(back.domain()).isEqualTo(fault.domain());
        assertThat(back.sentence()).isEqualTo(fault.sentence());
        assertThat(back.retryable()).isTrue();
        assertThat(back.outcomeUnknown()).isTrue();
        assertThat(back.errno()).hasValue(13);
        assertThat(back.origins()).hasSize(2);
        assertThat(back.origins().getFirst()).isEqualTo(fault.origins().getFirst());
        assertThat(back.origins().getLast().text()).isEqualTo("Could not open '/x \"é?€\n'");
    }

    @Test
    void briefDisclosureKeepsWordsAndSubjectsBack() {
        Fault fault =
                Fault.builder(FaultCode.INTERNAL_ERROR, FaultDomain.QEMU, "internal error: no")
                        .origin(Origin.of(Layer.OS, "open", "/secret/path", "EACCES", "denied"))
                        .build();
        WireError wire = FaultMapping.toWire(fault, Disclosure.BRIEF);
        assertThat(wire.str3().orElseThrow()).doesNotContain("secret").doesNotContain("denied");
        assertThat(FaultMapping.fromWire(wire).origins())
                .containsExactly(Origin.of(Layer.OS, "open", "", "EACCES", ""));
    }

    @Test
    void hugeChainIsCutToSixteenKibibytesAndKeepsBothEnds() {
        Fault.Builder builder =
                Fault.builder(FaultCode.INTERNAL_ERROR, FaultDomain.NONE, "internal error: much");
        for (int i = 0; i < 500; i++) {
            String text = "\u0001€".repeat(5000);
            builder.origin(new Origin(Layer.OS, text, text, text, text, "E" + i, text));
        }
        WireError wire = FaultMapping.toWire(builder.build(), Disclosure.FULL);
        String json = wire.str3().orElseThrow();
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(16 * 1024);
        assertThat(json).contains("\"cut\":true");
        List<Origin> origins = FaultMapping.fromWire(wire).origins();
        assertThat(origins.getFirst().code()).isEqualTo("E0");
        assertThat(origins.getLast().code()).isEqualTo("E499");
    }

    @Test
    void foreignErrorBecomesOneOriginThatQuotesIt() {
        Fault fault = FaultMapping.fromWire(error(39, 7, "unknown procedure: 999", "%s", "x"));
        assertThat(fault.code()).isEqualTo(FaultCode.RPC);
        assertThat(fault.origins())
                .containsExactly(
                        new Origin(
                                Layer.WIRE,
                                "libvirt",
                                "",
                                "",
                                "",
                                "RPC",
                                "unknown procedure: 999"));
        assertThat(FaultMapping.fromWire(error(1, 10, "internal error: y", "%s", "y")).origins())
                .extracting(Origin::layer)
                .containsExactly(Layer.DRIVER);
    }

    @Test
    void thirdStringOfSomebodyElseIsNotTakenForAChain() {
        for (String str3 :
                List.of(
                        "",
                        "{",
                        "{\"ostler\":1",
                        "{\"ostler\":1,\"origins\":[{\"layer\":",
                        "{\"other\":1}",
                        "{\"ostler\":1,\"origins\":[" + "[".repeat(5000),
                        "{\"ostler\":" + "9".repeat(100_000) + "}")) {
            Fault fault = FaultMapping.fromWire(withStr3(str3));
            assertThat(fault.origins()).as(str3).hasSize(1);
            assertThat(fault.retryable()).as(str3).isFalse();
        }
    }

    @Test
    void membersOfANewerVersionAreSkipped() {
        Fault fault =
                FaultMapping.fromWire(
                        withStr3(
                                "{\"ostler\":2,\"new\":{\"a\":[1]},\"retryable\":true,"
                                    + "\"origins\":[{\"layer\":\"vmm\",\"x\":[{}],\"code\":\"C\"}]}"));
        assertThat(fault.retryable()).isTrue();
        assertThat(fault.origins())
                .containsExactly(new Origin(Layer.DRIVER, "", "", "", "", "C", ""));
    }

    @Test
    void absentMembersAndUnknownNumbersStillMakeAFault() {
        WireError empty =
                new WireError(
                        4711,
                        4711,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        Optional.empty());
        Fault fault = FaultMapping.fromWire(empty);
        assertThat(fault.code()).isEqualTo(FaultCode.INTERNAL_ERROR);
        assertThat(fault.sentence()).isNotEmpty();
    }

    /// Bytes that libvirtd 9.0.0 was seen to send.
    @Test
    void errorsOfTheRpcLayerAreThoseOfLibvirtd() {
        assertBytes(
                WireErrors.unknownProcedure(999),
                "00000027 00000007 00000001 00000016"
                        + hex("unknown procedure: 999\0\0")
                        + "00000002 00000000 00000001 00000002"
                        + hex("%s\0\0")
                        + "00000001 00000016"
                        + hex("unknown procedure: 999\0\0")
                        + "00000000 ffffffff ffffffff 00000000");
        assertBytes(
                WireErrors.notSupported(RemoteProcedures.CONNECT_NUM_OF_SECRETS),
                "00000003 0000001e 00000001 0000004f"
                        + hex("this function is not supported by the connection driver: ")
                        + hex("virConnectNumOfSecrets\0")
                        + "00000002 00000000 00000001 0000003b"
                        + hex("this function is not supported by the connection driver: %s\0")
                        + "00000001 00000016"
                        + hex("virConnectNumOfSecrets\0\0")
                        + "00000000 ffffffff ffffffff 00000000");
        assertThat(WireErrors.unknownProgram(0x1234, 1).message())
                .contains("Cannot find program 4660 version 1");
        assertThat(WireErrors.notOpen())
                .isEqualTo(
                        error(
                                1,
                                7,
                                "internal error: hypervisor connection not open",
                                "internal error: %s",
                                "hypervisor connection not open"));
    }

    @Test
    void readOnlyRefusalsAreThoseOfLibvirt() {
        assertThat(WireErrors.readOnly(RemoteProcedures.DOMAIN_SUSPEND).message())
                .contains("operation forbidden: read only access prevents virDomainSuspend");
        assertThat(WireErrors.readOnly(RemoteProcedures.DOMAIN_GET_XML_DESC).message())
                .contains("operation forbidden: virDomainGetXMLDesc with secure flag");
    }

    private static void assertBytes(WireError error, String hex) {
        assertThat(HexFormat.of().formatHex(encode(error))).isEqualTo(hex.replace(" ", ""));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encode(WireError error) {
        XdrWriter writer = new XdrWriter();
        error.encode(writer);
        return writer.toByteArray();
    }

    private static WireError overTheWire(WireError error) {
        return WireError.decode(new XdrReader(encode(error)));
    }

    private static WireError withStr3(String str3) {
        WireError plain = error(1, 10, "internal error: y", "internal error: %s", "y");
        return new WireError(
                plain.code(),
                plain.domain(),
                plain.message(),
                plain.level(),
                plain.dom(),
                plain.str1(),
                plain.str2(),
                Optional.of(str3),
                -1,
                -1,
                Optional.empty());
    }

    private static WireError error(int code, int domain, String message, String str1, String str2) {
        return new WireError(
                code,
                domain,
                Optional.of(message),
                2,
                Optional.empty(),
                Optional.of(str1),
                Optional.of(str2),
                Optional.empty(),
                -1,
                -1,
                Optional.empty());
    }
}
