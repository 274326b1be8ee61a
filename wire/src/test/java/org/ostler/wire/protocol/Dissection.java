package org.ostler.wire.protocol;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What the distribution's tshark, with the dissector that libvirt ships for it, makes of a
/// capture.
///
/// @param frames in the order of the capture
record Dissection(List<Frame> frames) {
    private static final Path TSHARK = Path.of("/usr/bin/tshark");
    private static final long SECONDS = 60;

    /// One frame of libvirt's RPC.
    ///
    /// @param shown the members of the header by name, as they are shown to people
    /// @param payload the name of the payload's structure, or `unknown`; empty where there is none
    /// @param payloadBytes how many bytes of the frame the structure covers
    /// @param leaves the payload's members that have no members themselves
    /// @param complaints what is called malformed, remarked upon as an expert, or left over
    record Frame(
            Map<String, String> shown,
            String payload,
            int payloadBytes,
            List<String> leaves,
            List<String> complaints) {}

    /// Why this machine has no such ear; empty when it has.
    static String missing() throws IOException {
        if (!Files.isExecutable(TSHARK)) {
            return TSHARK + " is not installed (tshark)";
        }
        try (DirectoryStream<Path> libraries =
                Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
            for (Path library : libraries) {
                if (isIn(library.resolve("wireshark/plugins"))) {
                    return "";
                }
            }
        }
        return "tshark has no dissector of libvirt's (libvirt-wireshark)";
    }

    private static boolean isIn(Path plugins) throws IOException {
        Path dissector = Path.of("epan", "libvirt.so");
        if (!Files.isDirectory(plugins)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(plugins, 3)) {
            return files.anyMatch(file -> file.endsWith(dissector));
        }
    }

    /// @param folder for files of this run; tshark finds no settings of a user's there
    static Dissection of(byte[] capture, Path folder) throws Exception {
        Path file = Files.write(folder.resolve("frames.pcap"), capture);
        ProcessBuilder command =
                new ProcessBuilder(
                        TSHARK.toString(),
                        "-n",
                        "-r",
                        file.toString(),
                        "-J",
                        "libvirt",
                        "-T",
                        "pdml");
        command.environment().put("HOME", folder.toString());
        command.environment().put("LC_ALL", "C.UTF-8");
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (Reader text =
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            return new Parser().read(text);
        } finally {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /// Reads PDML: packets of protocols of nested fields.
    private static final class Parser {
        private final List<Frame> frames = new ArrayList<>();
        private List<String> complaints = new ArrayList<>();
        private Map<String, String> shown = new TreeMap<>();
        private List<String> leaves = new ArrayList<>();
        private String payload = "";
        private int payloadBytes;
        private String open = "";
        private int depth;
        private boolean inside;

        Dissection read(Reader text) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(text);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml);
                }
            }
            return new Dissection(frames);
        }

        private void start(XMLStreamReader xml) {
            String name = String.valueOf(xml.getAttributeValue(null, "name"));
            if (name.startsWith("_ws.")) {
                (inside ? complaints : frames.getLast().complaints())
                        .add(name + ": " + xml.getAttributeValue(null, "showname"));
            }
            if (xml.getLocalName().equals("proto")) {
                inside = name.equals("libvirt");
                depth = 0;
            } else if (inside) {
                depth++;
                field(name.replaceFirst("^libvirt[.]", ""), xml);
            }
        }

        private void field(String name, XMLStreamReader xml) {
            String shownName = String.valueOf(xml.getAttributeValue(null, "showname"));
            String value = String.valueOf(xml.getAttributeValue(null, "value"));
            open = "";
            if (depth > 1) {
                if (name.equals("unknown")) {
                    complaints.add(shownName);
                } else if (!value.isEmpty()) {
                    open = PayloadLeaves.leaf(name.substring(name.lastIndexOf('.') + 1), value);
                }
            } else if (shownName.startsWith(name + ": ") && !name.equals("unknown")) {
                shown.put(name, shownName.substring(name.length() + 2));
            } else {
                payload = name;
                payloadBytes = Integer.parseInt(xml.getAttributeValue(null, "size"));
            }
        }

        private void end(XMLStreamReader xml) {
            if (xml.getLocalName().equals("field") && inside) {
                depth--;
                if (!open.isEmpty()) {
                    leaves.add(open);
                    open = "";
                }
            } else if (xml.getLocalName().equals("proto") && inside) {
                frames.add(new Frame(shown, payload, payloadBytes, leaves, complaints));
                shown = new TreeMap<>();
                leaves = new ArrayList<>();
                complaints = new ArrayList<>();
                payload = "";
                payloadBytes = 0;
                inside = false;
            }
        }
    }
}
