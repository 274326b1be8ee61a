package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

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
}
