package org.ostler.driver.test;

import org.ostler.api.Domain;
import org.ostler.engine.Engine;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A program that changes domains until it is killed, and says each change before it makes it and
/// when it was acknowledged: `? NAME STATE` and `! NAME STATE`.
final class Hammer {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int DOMAINS = 5;

    private Hammer() {}

    /// Runs on the state in the directory of the first argument; the second one seeds the choice.
    public static void main(String[] args) throws InterruptedException {
        Random random = new Random(Long.parseLong(args[1]));
        try (Engine host = TestHypervisor.openOnDisk(new TestDriver(), Path.of(args[0]))) {
            host.awaitFirstLook(LONG);
            for (int i = 0; true; i++) {
                change(host, "d" + random.nextInt(DOMAINS), i);
            }
        }
    }

    private static void change(Engine host, String name, int round) {
        Optional<Domain> known = host.domain(name);
        boolean active = known.isPresent() && known.get().status().active();
        if (known.isEmpty() || (!active && round % 3 == 0)) {
            String title = "title-" + round;
            say(name, '?', "off:" + title);
            host.define(spec(name, title), Set.of());
            say(name, '!', "off:" + title);
        } else if (!active && round % 3 == 1) {
            say(name, '?', "gone");
            known.get().undefine(Set.of());
            say(name, '!', "gone");
        } else if (active) {
            say(name, '?', "off:" + title(known.get()));
            known.get().destroy(Set.of()).await(LONG);
            say(name, '!', "off:" + title(known.get()));
        } else {
            say(name, '?', "on:" + title(known.get()));
            known.get().start(Set.of()).await(LONG);
            say(name, '!', "on:" + title(known.get()));
        }
    }

    private static void say(String name, char mark, String state) {
        System.out.println(mark + " " + name + " " + state);
        System.out.flush();
    }

    /// What a domain is, in one word.
    static String state(Domain domain) {
        return (domain.status().active() ? "on:" : "off:") + title(domain);
    }

    private static String title(Domain domain) {
        return domain.spec(Set.of()).title().orElse("");
    }

    private static DomainSpec spec(String name, String title) {
        return DomainXml.parse(
                        """
                        <domain type='test'>
                          <name>%s</name>
                          <uuid>00000000-0000-0000-0000-0000000000%s</uuid>
                          <title>%s</title>
                          <memory unit='MiB'>64</memory>
                          <os><type>hvm</type></os>
                        </domain>
                        """
                                .formatted(name, "0" + name.substring(1), title))
                .spec();
    }
}
