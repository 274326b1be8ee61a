package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.FrameType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Every kind of frame that we send, as tshark reads it with the dissector that comes from libvirt
/// 9.0 and was made from libvirt's own description of the protocol: nothing of ours takes part in
/// the reading. What the dissector itself cannot read stands here by name, with the reason.
@Timeout(120)
class IndependentEarTest {
    private static final long SEED = 20_261_129;
    private static final int ROUNDS = 2;
    private static final int LAST_KNOWN = 443;
    private static final int LARGE = 5_000;

    /// The dissector takes the header's 28 bytes off twice: it leaves out the last 28 bytes of
    /// data, and finds less than 28 malformed.
    private static final String DATA = "bytes of a stream, more than the header has by a few";

    /// The one structure with values of an enumeration: the dissector shows nothing of a value that
    /// it has no name for, and ours are random.
    private static final String NAMED_VALUES = "remote_auth_list_ret";

    /// Structures with a text called `type`: the dissector takes it for a number (`type` is shown
    /// as 4 bytes) and is out of step from there; what libvirtd sends is a text.
    private static final Set<String> TEXT_CALLED_TYPE =
            Set.of(
                    "remote_connect_get_type_ret",
                    "remote_connect_get_max_vcpus_args",
                    "remote_domain_get_os_type_ret",
                    "remote_domain_get_scheduler_type_ret",
                    "remote_connect_find_storage_pool_sources_args",
                    "remote_domain_event_graphics_msg",
                    "remote_domain_event_callback_graphics_msg");

    @TempDir static Path folder;
    private static List<EveryFrame.Sent> sent = List.of();
    private static Dissection heard = new Dissection(List.of());

    @BeforeAll
    @Timeout(120)
    static void listen() throws Exception {
        String missing = Dissection.missing();
        assumeTrue(missing.isEmpty(), missing);
        EveryFrame all = new EveryFrame(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            all.everyProcedure(0, RemoteProcedures.table());
            all.everyProcedure(1, QemuProcedures.table());
            all.everyProcedure(2, LxcProcedures.table());
            all.everyProcedure(3, AdminProcedures.table());
            all.everyProcedure(4, OstlerProcedures.table());
        }
        all.everyProcedure(5, KeepaliveProcedures.table());
        errors(all);
        streams(all);
        descriptors(all);
        all.together(
                9,
                all.call(RemoteProcedures.CONNECT_GET_TYPE),
                all.call(RemoteProcedures.CONNECT_GET_VERSION),
                all.call(RemoteProcedures.CONNECT_GET_HOSTNAME));
        sent = all.sent();
        heard = Dissection.of(all.capture(), folder);
    }

    private static void errors(EveryFrame all) throws ReflectiveOperationException {
        for (int round = 0; round < 10; round++) {
            FrameHeader call = all.call(RemoteProcedures.DOMAIN_GET_INFO);
            all.add(6, true, call.reply(FrameHeader.ERROR), all.random(WireError.class));
        }
    }

    private static void streams(EveryFrame all) throws ReflectiveOperationException {
        FrameHeader call = all.call(RemoteProcedures.STORAGE_VOL_UPLOAD);
        FrameHeader data = call.with(FrameType.STREAM, FrameHeader.CONTINUE);
        FrameHeader end = call.with(FrameType.STREAM, FrameHeader.OK);
        FrameHeader abort = call.with(FrameType.STREAM, FrameHeader.ERROR);
        all.add(7, false, call, all.random(StorageVolUploadArgs.class));
        all.add(7, true, call.reply(FrameHeader.OK), Nothing.NOTHING);
        all.raw(7, false, data, DATA.getBytes(StandardCharsets.UTF_8));
        all.raw(7, false, data, DATA.repeat(LARGE).getBytes(StandardCharsets.UTF_8));
        all.add(
                7,
                false,
                call.with(FrameType.STREAM_HOLE, FrameHeader.CONTINUE),
                new StreamHole(1L << 40, 0));
        all.raw(7, true, data, new byte[0]);
        all.raw(7, false, end, new byte[0]);
        all.raw(7, true, end, new byte[0]);
        all.raw(7, false, abort, new byte[0]);
        all.add(7, true, abort, all.random(WireError.class));
    }

    private static void descriptors(EveryFrame all) throws ReflectiveOperationException {
        FrameHeader call = all.call(RemoteProcedures.DOMAIN_FD_ASSOCIATE);
        all.withDescriptors(
                8,
                false,
                call.with(FrameType.CALL_WITH_FDS, FrameHeader.OK),
                all.random(DomainFdAssociateArgs.class),
                2);
        all.add(8, true, call.reply(FrameHeader.OK), Nothing.NOTHING);
        FrameHeader graphics = all.call(RemoteProcedures.DOMAIN_OPEN_GRAPHICS_FD);
        all.withDescriptors(
                8,
                true,
                graphics.with(FrameType.REPLY_WITH_FDS, FrameHeader.OK),
                Nothing.NOTHING,
                1);
    }

    @Test
    void tsharkFindsEveryFrameAndComplainsOfNone() {
        assertThat(heard.frames()).hasSameSizeAs(sent).hasSizeGreaterThan(1800);
        for (int i = 0; i < sent.size(); i++) {
            FrameHeader header = sent.get(i).header();
            Dissection.Frame frame = heard.frames().get(i);
            if (!isMisread(header, frame)) {
                assertThat(frame.complaints()).as(header.describe()).isEmpty();
            }
        }
    }

    /// Frames that announce descriptors are misread as well: the dissector does not know of the
    /// number that comes before the arguments.
    private static boolean isMisread(FrameHeader header, Dissection.Frame frame) {
        return header.type().carriesDescriptors() || TEXT_CALLED_TYPE.contains(frame.payload());
    }

    @Test
    void tsharkReadsEveryHeaderAsItWasMeant() {
        for (int i = 0; i < sent.size(); i++) {
            FrameHeader header = sent.get(i).header();
            assertThat(heard.frames().get(i).shown())
                    .as(header.describe())
                    .containsEntry("length", String.valueOf(sent.get(i).bytes()))
                    .containsEntry("program", program(header))
                    .containsEntry("version", String.valueOf(header.version()))
                    .containsEntry("procedure", procedure(header))
                    .containsEntry("type", header.type() + " (" + header.type().number() + ")")
                    .containsEntry("serial", Integer.toUnsignedString(header.serial()))
                    .containsEntry("status", status(header.status()));
        }
    }

    private static String program(FrameHeader header) {
        String name =
                switch (header.program()) {
                    case RemoteProcedures.PROGRAM -> "REMOTE";
                    case QemuProcedures.PROGRAM -> "QEMU";
                    case LxcProcedures.PROGRAM -> "LXC";
                    case KeepaliveProcedures.PROGRAM -> "KEEPALIVE";
                    default -> "Unknown";
                };
        return "%s (0x%08x)".formatted(name, header.program());
    }

    private static String procedure(FrameHeader header) {
        String name =
                isKnown(header)
                        ? ProtocolPrograms.find(header.program())
                                .flatMap(table -> table.find(header.procedure()))
                                .orElseThrow()
                                .name()
                        : "Unknown";
        // Where the program is unknown, the procedure is a bare number.
        return isOfKnownProgram(header)
                ? "%s (%d)".formatted(name, header.procedure())
                : String.valueOf(header.procedure());
    }

    private static String status(int status) {
        return List.of("OK (0)", "ERROR (1)", "CONTINUE (2)").get(status);
    }

    /// The daemon's administration, Ostler's own program, and what libvirt got after 9.0 are not in
    /// the dissector.
    private static boolean isKnown(FrameHeader header) {
        return isOfKnownProgram(header)
                && (header.program() != RemoteProcedures.PROGRAM
                        || header.procedure() <= LAST_KNOWN);
    }

    private static boolean isOfKnownProgram(FrameHeader header) {
        return switch (header.program()) {
            case AdminProcedures.PROGRAM, OstlerProcedures.PROGRAM -> false;
            default -> true;
        };
    }

    @Test
    void tsharkFindsTheSameMembersInEveryPayloadToTheLastByte() throws Exception {
        List<String> read = new ArrayList<>();
        for (int i : payloads()) {
            Dissection.Frame frame = heard.frames().get(i);
            FrameHeader header = sent.get(i).header();
            if (isMisread(header, frame) || frame.payload().equals(NAMED_VALUES)) {
                continue;
            }
            XdrStruct record = sent.get(i).record().orElseThrow();
            assertThat(frame.leaves()).as(header.describe()).isEqualTo(PayloadLeaves.of(record));
            assertThat(frame.payloadBytes())
                    .as(header.describe())
                    .isEqualTo(sent.get(i).bytes() - FrameHeader.BYTES);
            read.add(frame.payload());
        }
        assertThat(Set.copyOf(read))
                .hasSizeGreaterThan(590)
                .contains("remote_error", "stream_hole", "qemu_domain_monitor_event_msg");
    }

    private static int[] payloads() {
        return IntStream.range(0, sent.size())
                .filter(i -> sent.get(i).record().isPresent())
                .filter(i -> isKnown(sent.get(i).header()))
                .toArray();
    }

    @Test
    void tsharkShowsTheWholePayloadOfWhatItDoesNotKnow() {
        int unknown = 0;
        for (int i = 0; i < sent.size(); i++) {
            int bytes = sent.get(i).bytes() - FrameHeader.BYTES;
            if (!isKnown(sent.get(i).header()) && bytes > 0) {
                assertThat(heard.frames().get(i).payload()).isEqualTo("unknown");
                assertThat(heard.frames().get(i).payloadBytes()).isEqualTo(bytes);
                unknown++;
            }
        }
        assertThat(unknown).isGreaterThan(80);
    }

    @Test
    void tsharkShowsTheDataOfStreams() {
        String start =
                HexFormat.of().formatHex(DATA.substring(0, 20).getBytes(StandardCharsets.UTF_8));
        assertThat(heard.frames())
                .filteredOn(frame -> frame.shown().getOrDefault("stream", "").startsWith(start))
                .extracting(frame -> frame.shown().get("length"))
                .containsExactly(
                        String.valueOf(FrameHeader.BYTES + DATA.length()),
                        String.valueOf(FrameHeader.BYTES + DATA.length() * LARGE));
    }

    /// So that silence means something.
    @Test
    void tsharkComplainsOfPayloadThatIsCutShort() throws Exception {
        EveryFrame one = new EveryFrame(SEED);
        one.raw(0, false, one.call(RemoteProcedures.DOMAIN_GET_INFO), new byte[] {0, 0, 0, 9, 'a'});
        Dissection.Frame frame = Dissection.of(one.capture(), folder).frames().getFirst();
        assertThat(frame.complaints()).isNotEmpty();
    }
}
