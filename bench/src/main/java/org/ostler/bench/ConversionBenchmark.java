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
import org.ostler.xlcfg.JsonText;
import org.ostler.xlcfg.LibxlJson;
import org.ostler.xlcfg.XlConfig;
import org.ostler.xlcfg.XlDialect;
import org.ostler.xlcfg.XlDocument;
import org.ostler.xlcfg.XlDomains;
import org.ostler.xlcfg.XlHostPaths;

import java.util.concurrent.TimeUnit;

/// What it takes to turn a configuration of xl into domain XML, and back, and into libxl's
/// document.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConversionBenchmark {
    /// A fully virtualised guest as people write it.
    private static final String TEXT =
            """
            # the web server
            name = "web"
            uuid = "c7a5fdb0-cdaf-9455-926a-d65c16db1809"
            type = "hvm"
            memory = 4096
            maxmem = 8192
            vcpus = 4
            maxvcpus = 8
            cpus = "0-3"
            cpu_weight = 512
            boot = "cd"
            on_poweroff = "destroy"
            on_reboot = "restart"
            on_crash = "destroy"
            acpi = 1
            apic = 1
            pae = 1
            hap = 1
            viridian = 0
            localtime = 0
            device_model_version = "qemu-xen"
            vnc = 1
            vnclisten = "0.0.0.0"
            vncunused = 1
            vga = "stdvga"
            videoram = 16
            usb = 1
            usbdevice = [ "tablet" ]
            serial = "pty"
            disk = [
                "format=raw, vdev=xvda, access=rw, target=/dev/vg/web-root",
                "format=qcow2, vdev=xvdb, access=rw, target=/var/lib/xen/web-data.qcow2",
                "format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/srv/iso/install.iso"
            ]
            vif = [
                "mac=00:16:3e:66:92:9c,bridge=xenbr0,script=vif-bridge,model=e1000",
                "mac=00:16:3e:66:92:9d,bridge=xenbr1,rate=10MB/s"
            ]
            pci = [ "0000:03:10.1", "0000:03:10.2,permissive=1" ]
            """;

    private final DomainSpec spec = domain();
    private final XlConfig config = XlConfig.read(XlDocument.parse(TEXT)).config();

    private static DomainSpec domain() {
        XlConfig config = XlConfig.read(XlDocument.parse(TEXT)).config();
        return XlDomains.toDomain(config, XlDialect.XL, XlHostPaths.DEBIAN).value();
    }

    /// Text to XML, remarks included.
    @Benchmark
    public String textToXml() {
        return DomainXml.format(domain());
    }

    /// A description to text, remarks included.
    @Benchmark
    public String domainToText() {
        return XlDomains.toConfig(spec, XlDialect.XL, XlHostPaths.DEBIAN).value().document().text();
    }

    /// The struct to libxl's document as text.
    @Benchmark
    public String configToJson() {
        return JsonText.write(LibxlJson.toJson(config).value());
    }

    /// The language alone.
    @Benchmark
    public XlConfig textToConfig() {
        return XlConfig.read(XlDocument.parse(TEXT)).config();
    }
}
