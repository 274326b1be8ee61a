package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

class GreetingTest {
    @Test
    void greetingNamesItsProceduresByTheProtocolsNumbers() {
        assertThat(Greeting.OPEN).isEqualTo(RemoteProcedures.CONNECT_OPEN.number());
        assertThat(Greeting.SUPPORTS_FEATURE)
                .isEqualTo(RemoteProcedures.CONNECT_SUPPORTS_FEATURE.number());
        assertThat(Greeting.AUTH_LIST).isEqualTo(RemoteProcedures.AUTH_LIST.number());
        assertThat(Greeting.AUTH_POLKIT).isEqualTo(RemoteProcedures.AUTH_POLKIT.number());
        assertThat(Greeting.HELLO).isEqualTo(OstlerProcedures.HELLO.number());
    }

    @Test
    void argumentsAreThoseOfTheGeneratedCodec() {
        String polish = "qemu:///żubr";
        for (String uri : List.of("q", "qe", "qem", "qemu", "qemu:///system", polish, "a\tb")) {
            assertThat(Greeting.openArgs(uri, 1)).isEqualTo(coded(Optional.of(uri), 1));
        }
        assertThat(Greeting.openArgs("", 0)).isEqualTo(coded(Optional.empty(), 0));
        String huge = "x".repeat(100_000);
        assertThat(Greeting.openArgs(huge, 0)).isEqualTo(coded(Optional.of(huge), 0));
    }

    private static ByteBuffer coded(Optional<String> uri, int flags) {
        XdrWriter writer = new XdrWriter();
        new ConnectOpenArgs(uri, flags).encode(writer);
        return writer.asByteBuffer();
    }
}
