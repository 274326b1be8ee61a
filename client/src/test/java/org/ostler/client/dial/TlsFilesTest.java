package org.ostler.client.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.api.Fault;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLParameters;

/// Where a client's certificates are, which keys are read, and what priorities restrict.
class TlsFilesTest {
    @TempDir Path folder;

    private LocalMachine machine(boolean root) {
        return new LocalMachine(
                () -> root, folder, Optional.empty(), folder, folder.resolve("etc/pki"));
    }

    @Test
    void folderOfTheUriHasThemAll() {
        assertThat(TlsFiles.find(Optional.of("/p"), machine(true)))
                .isEqualTo(
                        new TlsFiles(
                                Path.of("/p/cacert.pem"),
                                Path.of("/p/cacrl.pem"),
                                Path.of("/p/clientcert.pem"),
                                Path.of("/p/clientkey.pem")));
    }

    @Test
    void usersOwnComeBeforeTheMachinesUnlessHeIsRoot() throws IOException {
        Path own = Files.createDirectories(folder.resolve(".pki/libvirt"));
        Path etc = folder.resolve("etc/pki");
        TlsFiles machines =
                new TlsFiles(
                        etc.resolve("CA/cacert.pem"),
                        etc.resolve("CA/cacrl.pem"),
                        etc.resolve("libvirt/clientcert.pem"),
                        etc.resolve("libvirt/private/clientkey.pem"));
        assertThat(TlsFiles.find(Optional.empty(), machine(false))).isEqualTo(machines);
        Files.createFile(own.resolve("cacert.pem"));
        assertThat(TlsFiles.find(Optional.empty(), machine(true))).isEqualTo(machines);
        assertThat(TlsFiles.find(Optional.empty(), machine(false)).authority())
                .isEqualTo(own.resolve("cacert.pem"));
    }

    private static Path pki(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(TlsFilesTest.class.getResource("/pki/" + name)).toURI());
    }

    @ParameterizedTest
    @CsvSource({"client-key, RSA", "client-key-pkcs1, RSA", "ec-key-sec1, EC"})
    void keysOfEveryFormAreRead(String name, String algorithm) throws Exception {
        assertThat(PemFile.read(pki(name + ".pem")).privateKey().getAlgorithm())
                .isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing at all",
                "-----BEGIN EC PRIVATE KEY-----\nMIGH\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMP////8=\n-----END EC PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
            })
    void whatIsNoKeyIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), text);
        assertThatThrownBy(() -> PemFile.read(file).privateKey())
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static SSLParameters restricted(String priority) {
        SSLParameters parameters =
                new SSLParameters(
                        new String[] {
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_RSA_WITH_AES_256_GCM_SHA384"
                        },
                        new String[] {"TLSv1.3", "TLSv1.2"});
        TlsPriority.parse("uri", priority).apply(parameters);
        return parameters;
    }

    @Test
    void prioritiesRestrictVersionsAndCiphers() {
        assertThat(restricted("NORMAL:-VERS-ALL:+VERS-TLS1.2").getProtocols())
                .containsExactly("TLSv1.2");
        assertThat(restricted("NORMAL:-VERS-TLS1.2").getProtocols()).containsExactly("TLSv1.3");
        assertThat(restricted("NORMAL").getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(restricted("SECURE256:-RSA").getCipherSuites())
                .containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(restricted("PFS:-AES-128-GCM").getCipherSuites())
                .containsExactly("TLS_AES_256_GCM_SHA384");
    }

    @Test
    void restrictionThatWouldNotHoldIsRefused() {
        for (String text :
                List.of(
                        "",
                        "SUPER",
                        "NORMAL:",
                        "NORMAL:%COMPAT",
                        "NORMAL:-3DES-CBC",
                        "-RSA",
                        "NORMAL:-VERS-ALL",
                        "NORMAL:+CURVE-ALL")) {
            assertThatThrownBy(() -> TlsPriority.parse("uri", text))
                    .as(text)
                    .hasMessageContaining("tls_priority")
                    .isInstanceOf(Fault.class);
        }
    }
}
