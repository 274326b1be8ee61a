package org.ostler.driver.test;

import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;
import org.ostler.model.NetworkInterface;

import java.util.ArrayList;
import java.util.List;

/// What a guest becomes on the test driver: the command line of a program that does not exist.
/// Pure.
final class TestPlan {
    private TestPlan() {}

    static Plan of(Canonical canonical) {
        return new Plan(
                "test",
                canonical.spec(),
                canonical.values(),
                List.of(
                        new Plan.LateBinding(
                                "id", "the next number that no guest has had on this host")),
                canonical.remarks(),
                new Plan.NativeForm("test", String.join("\n", arguments(canonical.spec()))));
    }

    private static List<String> arguments(DomainSpec spec) {
        List<String> arguments = new ArrayList<>();
        arguments.add(spec.devices().emulator().orElse(TestHost.EMULATOR));
        arguments.add("--name=" + quote(spec.name()));
        spec.uuid().ifPresent(uuid -> arguments.add("--uuid=" + uuid));
        arguments.add("--memory-kib=" + spec.memory().kib());
        arguments.add("--vcpus=" + spec.vcpu().count());
        spec.os().kernel().ifPresent(kernel -> arguments.add("--kernel=" + quote(kernel)));
        for (Disk disk : spec.devices().disks()) {
            arguments.add("--disk=" + quote(disk.target().dev()));
        }
        for (NetworkInterface card : spec.devices().interfaces()) {
            card.mac().ifPresent(mac -> arguments.add("--card=" + mac));
        }
        return arguments;
    }

    private static String quote(String argument) {
        return argument.matches("[A-Za-z0-9._/:,+=-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
