package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class ClientRoomTest {
    private static int room(int wished, String soft) {
        return ClientRoom.of(
                wished,
                List.of(
                        "Limit                     Soft Limit           Hard Limit           Units",
                        "Max processes             96143                96143     processes",
                        "Max open files            " + soft + "                524288     files"));
    }

    @Test
    void clientsNeverTakeTheLastDescriptors() {
        assertThat(room(5000, "524288")).isEqualTo(5000);
        assertThat(room(5000, "unlimited")).isEqualTo(5000);
        assertThat(room(5000, "4096")).isEqualTo(3584);
        assertThat(room(5000, "1024")).isEqualTo(768);
        assertThat(room(100, "1024")).isEqualTo(100);
    }

    @Test
    void whatIsNotUnderstoodIsNotGuessed() {
        assertThat(ClientRoom.of(5000, List.of())).isEqualTo(5000);
        assertThatThrownBy(() -> room(5000, "many")).isInstanceOf(NumberFormatException.class);
    }
}
