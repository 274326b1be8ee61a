package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

/// Struct and domain: nothing is lost between them, and what is kept or changed is named.
class XlDomainsTest {
    private static XlConfig config(String text) {
        return XlConfig.read(XlDocument.parse(text)).config();
    }

    private static XlDomains.Converted<DomainSpec> toDomain(String text) {
        return XlDomains.toDomain(config(text), XlDialect.XL, XlHostPaths.DEBIAN);
    }

    private static XlDomains.Converted<XlConfig> back(DomainSpec spec) {
        return XlDomains.toConfig(spec, XlDialect.XL, XlHostPaths.DEBIAN);
    }

    @Test
    void generatedConfigurationsComeBackFromTheirDomains() {
        for (int seed = 0; seed < 300; seed++) {
            for (String type : new String[] {"hvm", "pv", "pvh"}) {
                String text = new ConfigGenerator(seed).text() + "type='" + type + "'\nname='n'\n";
                XlConfig config = config(text).without(XlOptions.UUID);
                DomainSpec spec =
                        XlDomains.toDomain(config, XlDialect.XL, XlHostPaths.DEBIAN).value();
                DomainSpec stored = DomainXml.parse(DomainXml.format(spec)).spec();
                XlConfig returned = back(stored).value();

                assertThat(XlEquivalents.missing(config, returned)).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void whatADomainCannotSayIsKeptNamedAndReturns() {
        XlDomains.Converted<DomainSpec> domain =
                toDomain("name='n'\nmemory=64\ncap=50\nmagic=[1,'x']\nvif=['bridge=b,devid=3']\n");

        assertThat(domain.remarks())
                .extracting(XlRemark::sentence)
                .containsExactly(
                        "cap: a domain has no place for it; kept beside it",
                        "vif[1]: a domain can say this only in part; kept beside it",
                        "magic: no Xen knows it; kept as it is");
        XlConfig returned = back(domain.value()).value();
        assertThat(returned.get(XlOptions.CAP)).contains(50L);
        assertThat(returned.document().text()).contains("magic = [1,'x']\n");
        assertThat(returned.get(XlDeviceOptions.VIF).orElseThrow().getFirst().devid()).contains(3L);
    }

    @Test
    void changedDomainIsNotOverruledByWhatWasKept() {
        DomainSpec spec = toDomain("name='n'\nmemory=64\nvif=['bridge=b,devid=3']\n").value();
        String changed = DomainXml.format(spec).replace("bridge='b'", "bridge='c'");

        assertThat(
                        back(DomainXml.parse(changed).spec())
                                .value()
                                .get(XlDeviceOptions.VIF)
                                .orElseThrow())
                .singleElement()
                .satisfies(
                        nic -> {
                            assertThat(nic.bridge()).contains("c");
                            assertThat(nic.devid()).isEmpty();
                        });
    }

    @Test
    void whatAConfigurationCannotSayIsRemarkedWithItsPlace() {
        String xml =
                """
                <domain type='xen'><name>n</name><description>web</description><memory>65536</memory>
                <os><type arch='x86_64' machine='xenfv'>hvm</type></os>
                <devices><rng model='virtio'><backend model='random'>/dev/random</backend></rng></devices>
                </domain>
                """;

        assertThat(back(DomainXml.parse(xml).spec()).remarks())
                .extracting(XlRemark::option)
                .contains("/domain/description", "/domain/devices/rng")
                .doesNotContain("/domain/name", "/domain/memory");
    }

    @Test
    void ignoredAndDefaultOptionsAreNamedWhenTheyAreLeftOut() {
        assertThat(toDomain("name='n'\ncmdline='a'\nextra='b'\nsdl=0\n").remarks())
                .extracting(XlRemark::sentence)
                .containsExactly(
                        "extra: xl ignores it, because there is 'cmdline'",
                        "sdl: left out of the domain, because it is the default");
    }

    @Test
    void listOfProcessorsMayBeLong() {
        String cpus = "1" + ", 2-3".repeat(50_000) + ",^2";
        String text = "name='g'\nmemory=64\nkernel='/k'\ncpus='" + cpus + "'\n";
        assertThat(DomainXml.format(toDomain(text).value())).contains("cpuset='1");
    }
}
