package org.ostler.driver.xen;

import org.ostler.model.DomainSpec;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bindings of single virtual CPUs: `<cputune><vcpupin vcpu='1' cpuset='0-3'/>`, which the
/// model keeps as elements.
final class VcpuPins {
    private VcpuPins() {}

    /// The host CPUs by virtual CPU.
    static Map<Integer, List<Integer>> of(DomainSpec spec, Remarks remarks) {
        var pins = new HashMap<Integer, List<Integer>>();
        for (XmlElement tune : spec.kept().elements("cputune")) {
            tellOthers(tune, remarks);
            for (XmlElement pin : tune.children("vcpupin")) {
                Optional<List<Integer>> vcpu = pin.attribute("vcpu").flatMap(CpuList::parse);
                Optional<List<Integer>> cpus = pin.attribute("cpuset").flatMap(CpuList::parse);
                if (vcpu.isEmpty()
                        || cpus.isEmpty()
                        || vcpu.get().getFirst() >= spec.vcpu().count()) {
                    remarks.ignored(
                            "/domain/cputune/vcpupin",
                            "it names no virtual CPU of this domain or no host CPU");
                } else {
                    pins.put(vcpu.get().getFirst(), cpus.get());
                }
            }
        }
        return Map.copyOf(pins);
    }

    private static void tellOthers(XmlElement tune, Remarks remarks) {
        for (XmlNode child : tune.children()) {
            if (child instanceof XmlElement element && !element.is("vcpupin")) {
                remarks.ignored(
                        "/domain/cputune/" + element.name(), "this driver has no use for it yet");
            }
        }
    }
}
