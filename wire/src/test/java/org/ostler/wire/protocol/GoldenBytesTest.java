package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Payloads as libvirt's own client and daemon (9.0.0) were seen to send them, or as RFC 4506 lays
/// them out by hand.
class GoldenBytesTest {

    private static final UUID ID = UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f");
    private static final String ID_HEX = "6695eb01f6a4830479aa97f2502e193f";

    @Test
    void listAllDomainsAsksForResultsThenFlags() {
        assertEncodes(new ConnectListAllDomainsArgs(1, 3), "00000001 00000003");
    }

    @Test
    void connectOpenSendsNameAsPresentAndPadded() {
        assertEncodes(
                new ConnectOpenArgs(Optional.of("test:///default"), 0),
                "00000001 0000000f 746573743a2f2f2f64656661756c7400 00000000");
        assertEncodes(new ConnectOpenArgs(Optional.empty(), 1), "00000000 00000001");
    }

    @Test
    void domainIsNameThenRawUuidThenId() {
        assertEncodes(
                new DomainLookupByNameRet(new WireDomain("test", ID, -1)),
                "00000004 74657374 " + ID_HEX + " ffffffff");
    }

    /// Seen from the test driver: 64 bytes, the final NUL counted, four bytes for each character.
    @Test
    void securityModelTakesFourBytesForEachCharacterAndTheNul() {
        NodeGetSecurityModelRet model = new NodeGetSecurityModelRet("testSecurity", "");
        StringBuilder hex = new StringBuilder("0000000d");
        "testSecurity\0".chars().forEach(c -> hex.append("%08x".formatted(c)));
        hex.append("00000001 00000000");
        assertEncodes(model, hex.toString());
        assertThat(encode(model)).hasSize(64);
        assertThat(RemoteProcedures.NODE_GET_SECURITY_MODEL.decodeReply(reader(encode(model))))
                .isEqualTo(model);
    }

    @Test
    void nodeInfoModelTakesThirtyTwoCharacters() {
        NodeGetInfoRet info = new NodeGetInfoRet("x86_64", 8_000_000, 4, 2400, 1, 1, 4, 1);
        byte[] payload = encode(info);
        assertThat(payload).hasSize(32 * 4 + 8 + 6 * 4);
        assertThat(RemoteProcedures.NODE_GET_INFO.decodeReply(reader(payload))).isEqualTo(info);
    }

    @Test
    void typedParameterIsNameThenTypeThenValue() {
        assertEncodes(
                new DomainSetMemoryParametersArgs(
                        new WireDomain("a", ID, 1),
                        List.of(
                                TypedParam.ofULong("hard_limit", 1L << 40),
                                TypedParam.ofText("s", "x"),
                                TypedParam.ofBoolean("b", true)),
                        2),
                "00000001 61000000"
                        + ID_HEX
                        + "00000001 00000003"
                        + "0000000a 686172645f6c696d69740000 00000004 0000010000000000"
                        + "00000001 73000000 00000007 00000001 78000000"
                        + "00000001 62000000 00000006 00000001"
                        + "00000002");
    }

    @Test
    void errorHasElevenMembers() {
        WireError error =
                new WireError(
                        42,
                        20,
                        Optional.of("m"),
                        2,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("d"),
                        Optional.empty(),
                        -1,
                        -1,
                        Optional.empty());
        assertEncodes(
                error,
                "0000002a 00000014 00000001 00000001 6d000000 00000002 00000000 00000000"
                        + "00000001 00000001 64000000 00000000 ffffffff ffffffff 00000000");
    }

    @Test
    void anyNonZeroNumberMeansPresent() {
        byte[] payload = bytes("00000007 00000001 61000000 00000000");
        assertThat(RemoteProcedures.CONNECT_OPEN.decodeArgs(reader(payload)))
                .isEqualTo(new ConnectOpenArgs(Optional.of("a"), 0));
    }

    @Test
    void padBytesAndTrailingBytesAreNotLookedAt() {
        byte[] payload = bytes("00000001 00000001 61ffffff 00000000 deadbeef");
        assertThat(RemoteProcedures.CONNECT_OPEN.decodeArgs(reader(payload)))
                .isEqualTo(new ConnectOpenArgs(Optional.of("a"), 0));
    }

    @Test
    void nameInAnyEncodingSurvivesTheRoundTrip() {
        byte[] latin1 = "caf\u00e9 \ufffd".getBytes(StandardCharsets.ISO_8859_1);
        byte[] payload = encodeRawText(latin1);
        DomainLookupByNameArgs args =
                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.decodeArgs(reader(payload));
        assertThat(encode(args)).isEqualTo(payload);
        assertThat(args.name()).startsWith("caf").isNotEqualTo("caf\u00e9 ?");
    }

    @Test
    void textOutsideOfAsciiIsUtf8() {
        assertEncodes(
                new DomainLookupByNameArgs("\u00e9\u20ac\ud83d\ude00"),
                "00000009 c3a9e282acf09f9880000000");
        assertEncodes(new DomainLookupByNameArgs("\ud83d"), "00000001 3f000000");
    }

    private static byte[] encodeRawText(byte[] text) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + (text.length + 3) / 4 * 4);
        buffer.putInt(text.length).put(text);
        return buffer.array();
    }

    private static void assertEncodes(XdrStruct struct, String hex) {
        assertThat(HexFormat.of().formatHex(encode(struct))).isEqualTo(hex.replace(" ", ""));
    }

    private static byte[] encode(XdrStruct struct) {
        XdrWriter writer = new XdrWriter();
        struct.encode(writer);
        return writer.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static XdrReader reader(byte[] payload) {
        return new XdrReader(ByteBuffer.wrap(payload));
    }
}
