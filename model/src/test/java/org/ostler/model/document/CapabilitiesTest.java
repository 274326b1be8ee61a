package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.Parsed;

import java.util.List;

/// What a host tells of itself and of its guests, as types.
class CapabilitiesTest {
    private static final String HOST =
            """
            <capabilities>
              <host>
                <uuid>4a2f0b1e-9f5e-4f0c-a7c9-1d2f6d6b3f11</uuid>
                <cpu>
                  <arch>x86_64</arch>
                  <model>EPYC</model>
                  <vendor>AMD</vendor>
                  <microcode version='1'/>
                  <signature family='23' model='1' stepping='2'/>
                  <counter name='tsc' frequency='2000000000' scaling='no'/>
                  <topology sockets='1' dies='1' cores='2' threads='2'/>
                  <maxphysaddr mode='emulate' bits='40'/>
                  <feature name='ht'/>
                  <pages unit='KiB' size='4'/>
                </cpu>
                <power_management>
                  <suspend_mem/>
                </power_management>
                <iommu support='no'/>
                <migration_features>
                  <live/>
                  <uri_transports>
                    <uri_transport>tcp</uri_transport>
                  </uri_transports>
                </migration_features>
                <topology>
                  <cells num='1'>
                    <cell id='0'>
                      <memory unit='KiB'>4096</memory>
                      <pages unit='KiB' size='4'>1024</pages>
                      <distances>
                        <sibling id='0' value='10'/>
                      </distances>
                      <cpus num='1'>
                        <cpu id='0' socket_id='0' die_id='0' core_id='0' siblings='0'/>
                      </cpus>
                    </cell>
                  </cells>
                </topology>
                <secmodel>
                  <model>none</model>
                  <doi>0</doi>
                </secmodel>
              </host>
              <guest>
                <os_type>hvm</os_type>
                <arch name='x86_64'>
                  <wordsize>64</wordsize>
                  <emulator>/usr/bin/qemu-system-x86_64</emulator>
                  <machine canonical='pc-i440fx-7.2' maxCpus='255'>pc</machine>
                  <domain type='qemu'/>
                  <domain type='kvm'>
                    <emulator>/usr/bin/kvm</emulator>
                  </domain>
                </arch>
                <features>
                  <acpi default='on' toggle='yes'/>
                  <cpuselection/>
                </features>
              </guest>
            </capabilities>
            """;
    private static final String GUESTS =
            """
            <domainCapabilities>
              <path>/usr/bin/qemu-system-x86_64</path>
              <domain>qemu</domain>
              <machine>pc-q35-7.2</machine>
              <arch>x86_64</arch>
              <vcpu max='255'/>
              <iothreads supported='yes'/>
              <os supported='yes'>
                <enum name='firmware'>
                  <value>efi</value>
                </enum>
                <loader supported='yes'>
                  <value>/usr/share/OVMF/OVMF_CODE.fd</value>
                  <enum name='type'>
                    <value>pflash</value>
                  </enum>
                </loader>
              </os>
              <cpu>
                <mode name='host-passthrough' supported='no'/>
                <mode name='custom' supported='yes'>
                  <model usable='yes' deprecated='yes'>qemu32</model>
                </mode>
              </cpu>
              <memoryBacking supported='no'/>
              <devices>
                <disk supported='yes'>
                  <enum name='bus'>
                    <value>sata</value>
                    <value>virtio</value>
                  </enum>
                  <enum name='model'/>
                </disk>
                <hostdev supported='no'/>
              </devices>
              <features>
                <gic supported='no'/>
                <sev supported='yes'>
                  <cbitpos>47</cbitpos>
                </sev>
              </features>
            </domainCapabilities>
            """;

    @Test
    void hostIsTypedAndReturnsAsItWas() {
        Parsed<Capabilities> read = DocumentXml.CAPABILITIES.parse(HOST);
        assertThat(read.remarks()).isEmpty();
        assertThat(DocumentXml.CAPABILITIES.format(read.spec())).isEqualTo(HOST);
        Part arch = read.spec().guest("hvm", "x86_64").orElseThrow().part("arch").orElseThrow();
        assertThat(arch.parts("domain"))
                .extracting(domain -> domain.attribute("type").orElseThrow())
                .containsExactly("qemu", "kvm");
        assertThat(read.spec().guest("hvm", "s390x")).isEmpty();
    }

    @Test
    void offersAreTypedAndReturnAsTheyWere() {
        DomainCapabilities read = DocumentXml.DOMAIN_CAPABILITIES.parse(GUESTS).spec();
        assertThat(DocumentXml.DOMAIN_CAPABILITIES.format(read)).isEqualTo(GUESTS);
        assertThat(read.device("disk").orElseThrow().values("bus"))
                .containsExactly("sata", "virtio");
        assertThat(read.device("tpm")).isEmpty();
        assertThat(read.cpuMode("custom").orElseThrow().models())
                .extracting(CpuOffer.Model::name)
                .containsExactly("qemu32");
        assertThat(read.feature("gic").orElseThrow().supported()).contains(false);
        assertThat(read.maxVcpus()).hasValue(255);
    }

    @Test
    void offersStandInLibvirtsOrder() {
        String text =
                "<domainCapabilities><domain>qemu</domain><arch>x86_64</arch><devices>"
                        + "<video supported='no'/><crypto supported='no'/><disk supported='no'/>"
                        + "</devices></domainCapabilities>";
        assertThat(DocumentXml.DOMAIN_CAPABILITIES.parse(text).spec().devices())
                .extracting(Offer::element)
                .isEqualTo(List.of("disk", "video", "crypto"));
    }
}
