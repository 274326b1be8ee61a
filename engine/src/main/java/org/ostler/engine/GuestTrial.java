package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.GuestPlatform;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlWriter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tries on paper whether a driver takes something of a guest's description as it is written: the
/// very code that defines and plans guests answers, so that no table beside it can be wrong.
///
/// Touches nothing of the host. Confined to one thread.
final class GuestTrial {
    /// Something that a guest may have.
    ///
    /// @param firmware the value of `<os firmware='…'>`; empty for none
    /// @param os elements within `<os>`
    /// @param domain elements beside it
    /// @param devices elements within `<devices>`
    record Wish(String firmware, String os, String domain, String devices) {
        static Wish firmware(String word) {
            return new Wish(word, "", "", "");
        }

        static Wish os(String xml) {
            return new Wish("", xml, "", "");
        }

        static Wish domain(String xml) {
            return new Wish("", "", xml, "");
        }

        static Wish devices(String xml) {
            return new Wish("", "", "", xml);
        }
    }

    private static final Wish NOTHING = new Wish("", "", "", "");

    private final Driver driver;
    private final GuestPlatform platform;
    private final Set<Plan.Remark> always;

    /// @throws Fault where the driver takes no such guest at all
    GuestTrial(Driver driver, GuestPlatform platform) {
        this.driver = driver;
        this.platform = platform;
        this.always = remarks(guest(platform, NOTHING));
    }

    /// Whether a guest that has one of these becomes what is written, without any remark that every
    /// guest of the kind has not.
    boolean takesAny(List<Wish> wishes) {
        return wishes.stream().anyMatch(this::takes);
    }

    boolean takes(Wish wish) {
        try {
            return always.containsAll(remarks(guest(platform, wish)));
        } catch (Fault | SpecException refused) {
            return false;
        }
    }

    private Set<Plan.Remark> remarks(String xml) {
        DomainSpec written = DomainXml.parse(xml).spec();
        Canonical canonical = driver.canonicalize(written);
        Set<Plan.Remark> remarks = new HashSet<>(canonical.remarks());
        remarks.addAll(driver.plan(canonical).remarks());
        return remarks;
    }

    /// A guest as plain as one of the kind can be, with that wish.
    static String guest(GuestPlatform platform, Wish wish) {
        var type = new XmlWriter(256);
        type.start("type").attribute("arch", platform.arch());
        platform.machine().ifPresent(machine -> type.attribute("machine", machine));
        type.text(platform.osType()).end();
        var emulator = new XmlWriter(256);
        platform.emulator().ifPresent(path -> emulator.start("emulator").text(path).end());
        boolean boots = platform.osType().equals("hvm");
        return "<domain type='%s'><name>trial</name>".formatted(platform.domainType())
                + "<uuid>5d1ee7f0-3c0b-4c5d-9c3e-7a1b7f6f3d52</uuid>"
                + "<memory unit='MiB'>512</memory><vcpu>1</vcpu>"
                + (wish.firmware().isEmpty() ? "<os>" : "<os firmware='" + wish.firmware() + "'>")
                + type
                + (boots ? "" : "<kernel>/boot/guest</kernel>")
                + wish.os()
                + "</os>"
                + wish.domain()
                + "<devices>"
                + emulator
                + wish.devices()
                + "</devices></domain>";
    }
}
