package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/// Limits hold on both sides, and nothing is allocated on the word of the other side.
class XdrLimitsTest {
    private static final UUID ID = new UUID(1, 2);
    private static final WireDomain DOMAIN = new WireDomain("a", ID, 1);

    @Test
    void writerRefusesAnArrayOverItsLimitAndNamesTheMember() {
        ConnectListAllDomainsRet tooMany =
                new ConnectListAllDomainsRet(Collections.nCopies(16_385, DOMAIN), 16_385);
        assertThatThrownBy(() -> encode(tooMany))
                .isInstanceOf(XdrException.class)
                .hasMessage("domains: at most 16384 elements, found 16385");
        assertThat(encode(new ConnectListAllDomainsRet(Collections.nCopies(16_384, DOMAIN), 0)))
                .isGreaterThan(16_384 * 28);
    }

    @Test
    void writerNamesTheElementOfANestedArray() {
        DomainStatsRecord good = new DomainStatsRecord(DOMAIN, List.of());
        DomainStatsRecord bad =
                new DomainStatsRecord(
                        DOMAIN,
                        List.of(TypedParam.ofInt("ok", 1), TypedParam.ofInt("x".repeat(80), 1)));
        assertThatThrownBy(() -> encode(new ConnectGetAllDomainStatsRet(List.of(good, bad))))
                .isInstanceOf(XdrException.class)
                .hasMessage("retStats[1].params[1].field: at most 79 bytes of text, found 80")
                .extracting(thrown -> ((XdrException) thrown).path())
                .isEqualTo("retStats[1].params[1].field");
    }

    @Test
    void readerNamesTheElementOfANestedArray() {
        XdrWriter writer = new XdrWriter();
        new ConnectGetAllDomainStatsRet(
                        List.of(
                                new DomainStatsRecord(DOMAIN, List.of()),
                                new DomainStatsRecord(DOMAIN, List.of(TypedParam.ofInt("ok", 1)))))
                .encode(writer);
        writer.setInteger(writer.size() - 8, 8);
        assertThatThrownBy(
                        () ->
                                RemoteProcedures.CONNECT_GET_ALL_DOMAIN_STATS.decodeReply(
                                        new XdrReader(writer.toByteArray())))
                .hasMessage("retStats[1].params[0].type: expected 1 to 7, found 8");
    }

    @Test
    void limitsCountBytesOfTextNotChars() {
        assertThatThrownBy(() -> encode(hello("€".repeat(86))))
                .hasMessage("version: at most 256 bytes of text, found 258");
        assertThat(encode(hello("€".repeat(85)))).isEqualTo(4 + 256 + 4);
    }

    private static OstlerHelloRet hello(String version) {
        return new OstlerHelloRet(version, List.of());
    }

    @Test
    void cStringLimitCountsTheFinalNul() {
        assertThatThrownBy(() -> encode(new NodeGetSecurityModelRet("m".repeat(257), "")))
                .hasMessage("model: at most 257 chars with the final NUL, found 258");
        assertThatThrownBy(() -> encode(new NodeGetInfoRet("m".repeat(32), 0, 0, 0, 0, 0, 0, 0)))
                .hasMessage("model: at most 32 chars with the final NUL, found 33");
    }

    @Test
    void writerNeverGrowsOverItsLimit() {
        XdrWriter writer = new XdrWriter(8, 40);
        writer.text("a", "x".repeat(33), 100);
        assertThat(writer.size()).isEqualTo(40);
        assertThatThrownBy(() -> writer.integer(1)).isInstanceOf(XdrException.class);
        writer.clear();
        assertThatThrownBy(() -> writer.text("b", "x".repeat(37), 100))
                .hasMessage("b: a payload of at most 40 bytes has 40 left, 44 are needed");
        assertThat(writer.size()).isZero();
    }

    /// The count is within its limit, but so many elements cannot be in the bytes that are there.
    @Test
    void readerRefusesACountThatTheBytesCannotHold() {
        assertRefused(
                16_384, "domains: 16384 elements take at least 393216 bytes, only 0 are left");
    }

    @Test
    void readerRefusesCountsOverTheLimitAsUnsigned() {
        assertRefused(16_385, "domains: at most 16384 elements, found 16385");
        assertRefused(-1, "domains: at most 16384 elements, found 4294967295");
        assertRefused(Integer.MIN_VALUE, "domains: at most 16384 elements, found 2147483648");
    }

    private static void assertRefused(int count, String message) {
        byte[] payload = ByteBuffer.allocate(4).putInt(count).array();
        assertThatThrownBy(
                        () ->
                                RemoteProcedures.CONNECT_LIST_ALL_DOMAINS.decodeReply(
                                        new XdrReader(payload)))
                .isInstanceOf(XdrException.class)
                .hasMessage(message);
    }

    @Test
    void readerRefusesHostileLengthsOfTextAndBytes() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 4_194_305}) {
            byte[] payload = ByteBuffer.allocate(64).putInt(length).array();
            assertThatThrownBy(
                            () ->
                                    RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.decodeArgs(
                                            new XdrReader(payload)))
                    .hasMessage(
                            "name: at most 4194304 bytes of text, found "
                                    + Integer.toUnsignedString(length));
            assertThatThrownBy(
                            () ->
                                    RemoteProcedures.DOMAIN_BLOCK_PEEK.decodeReply(
                                            new XdrReader(payload)))
                    .hasMessageStartingWith("buffer: at most 4194304 bytes, found ");
        }
        byte[] payload = ByteBuffer.allocate(64).putInt(4_194_304).array();
        assertThatThrownBy(
                        () ->
                                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.decodeArgs(
                                        new XdrReader(payload)))
                .hasMessage("name: expected 4194304 bytes, only 60 are left");
    }

    @Test
    void readerTakesTextUpToTheLimit() {
        String longest = "x".repeat(4_194_304);
        XdrWriter writer = new XdrWriter();
        new DomainLookupByNameArgs(longest).encode(writer);
        assertThat(
                        RemoteProcedures.DOMAIN_LOOKUP_BY_NAME
                                .decodeArgs(new XdrReader(writer.asByteBuffer()))
                                .name())
                .isEqualTo(longest);
        assertThatThrownBy(() -> encode(new DomainLookupByNameArgs(longest + "x")))
                .hasMessage("name: at most 4194304 bytes of text, found 4194305");
    }

    @Test
    void headerRoomCanBeFilledInLater() {
        XdrWriter writer = new XdrWriter(4, 1000);
        writer.skip(28);
        writer.hyper(7);
        writer.setInteger(0, writer.size());
        assertThat(writer.asByteBuffer().getInt(0)).isEqualTo(36);
        assertThat(writer.asByteBuffer().remaining()).isEqualTo(36);
        assertThatThrownBy(() -> writer.setInteger(33, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void readerLeavesTheCallersBufferAlone() {
        ByteBuffer payload = ByteBuffer.allocate(12).putInt(0).putInt(5).putInt(6).flip();
        payload.position(4);
        XdrReader reader = new XdrReader(payload);
        assertThat(reader.integer("a")).isEqualTo(5);
        assertThat(payload.position()).isEqualTo(4);
        assertThat(reader.remaining()).isEqualTo(4);
    }

    private static int encode(XdrStruct struct) {
        XdrWriter writer = new XdrWriter();
        struct.encode(writer);
        return writer.size();
    }
}
