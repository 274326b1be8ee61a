package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// libvirt's own samples of domains: how many are written as libvirt writes them, and how many that
/// it refuses are refused.
class LibvirtDomainsTest {
    @Test
    void genericDomainsAreWrittenAsLibvirtsClientsExpectThem() throws IOException {
        int equal = 0;
        int all = 0;
        var report = new StringBuilder();
        for (LibvirtSamples.Case each : LibvirtSamples.cases("generic")) {
            if (each.expectation().equals("parse-error")) {
                continue;
            }
            all++;
            Path in = LibvirtSamples.ROOT.resolve("genericxml2xmlindata/" + each.name() + ".xml");
            Path out = LibvirtSamples.ROOT.resolve("genericxml2xmloutdata/" + each.name() + ".xml");
            XmlElement expected = LibvirtSamples.read(Files.exists(out) ? out : in);
            String difference = LibvirtSamples.difference(expected, LibvirtSamples.canonical(in));
            equal += difference.isEmpty() ? 1 : 0;
            report.append(difference.isEmpty() ? "" : each.name() + ".xml\n" + difference);
        }
        System.out.printf("samples generic      equal %d of %d%n%s", equal, all, report);
        assertThat(equal * 10).isGreaterThanOrEqualTo(all * 9);
    }

    @ParameterizedTest
    @CsvSource({"generic, genericxml2xmlindata, 100", "qemu-argv, qemuxml2argvdata, 45"})
    void whatLibvirtRefusesIsRefusedWithItsPlace(String family, String folder, int percent)
            throws IOException {
        int all = 0;
        List<String> taken = new ArrayList<>();
        for (LibvirtSamples.Case each : LibvirtSamples.cases(family)) {
            if (!each.expectation().equals("parse-error")) {
                continue;
            }
            all++;
            Path file = LibvirtSamples.ROOT.resolve(folder).resolve(each.name() + ".xml");
            try {
                DomainXml.parse(Files.readAllBytes(file));
                taken.add(each.name());
            } catch (SpecException refused) {
                assertThat(refused.line()).as(refused.getMessage()).isPositive();
            }
        }
        System.out.printf(
                "samples %s: refused %d of %d, taken%n  %s%n",
                family, all - taken.size(), all, String.join("\n  ", taken));
        assertThat((all - taken.size()) * 100).isGreaterThanOrEqualTo(percent * all);
    }
}
