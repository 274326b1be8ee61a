package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.HexFormat;

class StreamHeadTest {
    /// What libxl 4.17 writes.
    private static final String GOOD =
            "4c6962786c466d74" + "00000002" + "00000000" + "01000000" + "00000000" + "ffff";

    @Test
    void headOfASavedDomainIsPassedOn() throws IOException {
        assertThat(read(GOOD).remaining()).isEqualTo(StreamHead.BYTES);
    }

    @Test
    void anythingElseIsRefusedBeforeLibxlSeesIt() {
        assertThatThrownBy(() -> read("00".repeat(24))).hasMessageContaining("LibxlFmt");
        assertThatThrownBy(() -> read(GOOD.replace("00000002", "00000003")))
                .hasMessageContaining("version 3");
        assertThatThrownBy(() -> read(GOOD.replace("01000000", "09000000")))
                .hasMessageContaining("type 9");
        assertThatThrownBy(() -> read(GOOD.substring(0, 20)))
                .hasMessageContaining("after 10 bytes");
        assertThatThrownBy(() -> read("")).hasMessageContaining("after 0 bytes");
    }

    private static ByteBuffer read(String hex) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        byte[] bytes = HexFormat.of().parseHex(hex);
        StreamHead.read(Channels.newChannel(new ByteArrayInputStream(bytes)), buffer);
        return buffer;
    }
}
