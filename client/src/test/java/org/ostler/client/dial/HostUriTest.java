package org.ostler.client.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Origin;

import java.util.Optional;
import java.util.OptionalInt;

/// URIs are taken apart as libvirt's client takes them apart.
class HostUriTest {
    @Test
    void everyPartIsFound() {
        HostUri uri = HostUri.parse("qemu+ssh://a%40b@host.example:2222/system?x=1&y=a%20b;z");
        assertThat(uri.driver()).isEqualTo("qemu");
        assertThat(uri.kind()).isEqualTo(TransportKind.SSH);
        assertThat(uri.user()).contains("a@b");
        assertThat(uri.host()).isEqualTo("host.example");
        assertThat(uri.port()).isEqualTo(OptionalInt.of(2222));
        assertThat(uri.path()).isEqualTo("/system");
        assertThat(uri.parameters())
                .containsExactly(
                        new HostUri.Parameter("x", "1", "x=1"),
                        new HostUri.Parameter("y", "a b", "y=a%20b"),
                        new HostUri.Parameter("z", "", "z"));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        HostUri uri = HostUri.parse("xen://");
        assertThat(uri.user()).isEmpty();
        assertThat(uri.host()).isEmpty();
        assertThat(uri.port()).isEmpty();
        assertThat(uri.path()).isEmpty();
        assertThat(uri.parameters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "qemu:///system, UNIX",
        "qemu://host/system, TLS",
        "qemu+tcp://host/system, TCP",
        "qemu+tls:///system, TLS",
        "QEMU+SSH://host/system, SSH",
        "qemu+libssh2://host/system, LIBSSH2",
        "qemu+ext:///system, EXT",
        "test:///default, UNIX",
    })
    void transportFollowsFromTheUri(String uri, TransportKind kind) {
        assertThat(HostUri.parse(uri).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"qemu+tcp://[::1]:16509/system, ::1", "qemu+ssh://host_name/system, host_name"})
    void unusualHostsAreTaken(String uri, String host) {
        assertThat(HostUri.parse(uri).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "qemu", "://x", "qemu+tcp://host:x/system", "qemu+tcp+x://host/", "1:/"})
    void whatIsNoUriIsRefused(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.INVALID_ARG, Fault::code)
                .returns(false, Fault::retryable);
    }

    @ParameterizedTest
    @CsvSource({
        "qemu+bogus://host/system, transport",
        "qemu+tcp://host:0/system, port",
        "qemu+tcp://host:99999/system, port",
        "qemu+tcp://host:123456/system, port",
        "qemu+ssh://%zz@host/system, user",
        "qemu+ssh://%ff@host/system, user",
        "qemu+unix:///system?socket=%2, parameter socket",
    })
    void badPartIsNamed(String uri, String part) {
        assertThatThrownBy(() -> HostUri.parse(uri))
                .hasMessageContaining(part)
                .asInstanceOf(type(Fault.class))
                .extracting(fault -> fault.origins().stream().map(Origin::subject).findFirst())
                .isEqualTo(Optional.of(part));
    }

    @Test
    void targetHasBracketsWhereItNeedsThem() {
        assertThat(HostUri.parse("qemu+tcp://[fe80::1]/").target(7)).isEqualTo("[fe80::1]:7");
        assertThat(HostUri.parse("qemu+tcp:///").target(7)).isEqualTo("localhost:7");
    }
}
