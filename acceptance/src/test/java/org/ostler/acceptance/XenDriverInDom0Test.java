package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// The Xen driver's own tests that need a hypervisor (its conformance among them), run in a control
/// domain, where they can; each is one test here, with its words where it failed.
///
/// They come first: on a host on which daemons have been killed they take twice as long.
@Order(1)
@Tag("xen")
class XenDriverInDom0Test {
    private static final Duration LONG = Duration.ofMinutes(20);

    private static final boolean FULL = Boolean.getBoolean("ostler.full");

    /// The contract with a PVH guest is kept in full runs only: one emulated boot of such a guest
    /// in ten is lost to the lab's emulated processor (docs/lab.md), and it boots dozens.
    private static final String CLASSES = FULL ? ".*Test" : "(?!.*XenPvhConformance).*Test";

    /// Emulation within emulation, and what no operation needs yet, take minutes there.
    private static final String TAGS = FULL ? "dom0" : "dom0&!full";

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> testsThatNeedXen() throws Exception {
        assumeTrue(
                Files.isDirectory(Programs.root().resolve("drivers/xen/target/test-classes")),
                "the Xen driver's tests are not compiled");
        XenLab lab = XenLab.reach();
        Outcome run = runIn(lab);
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> reports = Files.walk(folder.resolve("reports"))) {
            for (Path report : reports.filter(file -> file.toString().endsWith(".xml")).toList()) {
                tests.addAll(tests(report));
            }
        }
        assertThat(tests).as(() -> run.out() + run.err()).isNotEmpty();
        return tests.stream();
    }

    private Outcome runIn(XenLab lab) {
        Path script = Programs.root().resolve("lab/run-tests-in-dom0.sh");
        Map<String, String> environment = new HashMap<>();
        environment.put("HOST", lab.number());
        environment.put("REPORTS", folder.resolve("reports").toString());
        environment.put("RECORDS", System.getProperty("ostler.records", ""));
        environment.put("COMMIT", System.getProperty("ostler.commit", "unknown"));
        return Programs.run(
                LONG, "", environment, List.of(script.toString(), CLASSES, "--include-tag", TAGS));
    }

    private static List<DynamicTest> tests(Path report) throws Exception {
        Document document =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(report.toFile());
        NodeList cases = document.getElementsByTagName("testcase");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String className = test.getAttribute("classname");
            String name =
                    className.substring(className.lastIndexOf('.') + 1)
                            + "."
                            + test.getAttribute("name");
            tests.add(DynamicTest.dynamicTest(name, () -> repeatVerdict(test)));
        }
        return tests;
    }

    private static void repeatVerdict(Element test) {
        for (String kind : List.of("failure", "error")) {
            NodeList found = test.getElementsByTagName(kind);
            if (found.getLength() > 0) {
                throw new AssertionError(found.item(0).getTextContent());
            }
        }
        NodeList skipped = test.getElementsByTagName("skipped");
        if (skipped.getLength() > 0) {
            abort(skipped.item(0).getTextContent());
        }
    }
}
