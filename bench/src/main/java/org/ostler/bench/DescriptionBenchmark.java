package org.ostler.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.util.concurrent.TimeUnit;

/// What it takes to read and write a domain's description of some 10 kB.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DescriptionBenchmark {
    private static final int DISKS = 20;
    private static final int CARDS = 12;

    private final String text = text();
    private final DomainSpec spec = DomainXml.parse(text).spec();

    /// A domain with many disks and network cards.
    static String text() {
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < DISKS; i++) {
            devices.append(
                    """
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2' cache='none' io='native' discard='unmap'/>
                      <source file='/var/lib/libvirt/images/web-frontend-17-disk%d.qcow2'/>
                      <target dev='vd%c' bus='virtio'/>
                      <serial>WD-0000-%04d</serial>
                    </disk>
                    """
                            .formatted(i, 'a' + i, i));
        }
        for (int i = 0; i < CARDS; i++) {
            devices.append(
                    """
                    <interface type='bridge'>
                      <mac address='52:54:00:00:00:%02x'/>
                      <source bridge='br%d'/>
                      <model type='virtio'/>
                      <bandwidth><inbound average='1000' peak='5000' burst='1024'/></bandwidth>
                    </interface>
                    """
                            .formatted(i, i));
        }
        return """
        <domain type='qemu'>
          <name>web-frontend-17</name>
          <uuid>00000000-1111-2222-3333-000000000017</uuid>
          <memory unit='KiB'>4194304</memory>
          <vcpu placement='static'>4</vcpu>
          <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><boot dev='hd'/></os>
          <features><acpi/><apic/></features>
          <devices>
        %s    <serial type='pty'/>
          </devices>
        </domain>
        """
                .formatted(devices);
    }

    @Benchmark
    public DomainSpec parse() {
        return DomainXml.parse(text).spec();
    }

    @Benchmark
    public String format() {
        return DomainXml.format(spec);
    }
}
