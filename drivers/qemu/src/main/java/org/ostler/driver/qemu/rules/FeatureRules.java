package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Features and ways to sleep that only some boards have.
final class FeatureRules {
    private static final List<String> OF_PSERIES =
            List.of("hpt", "htm", "nested-hv", "ccf-assist", "cfpc", "sbbc", "ibs");
    private static final List<String> OF_PC = List.of("ioapic", "vmport", "pvspinlock");

    private FeatureRules() {}

    static void check(Guest guest) {
        for (String name : OF_PSERIES) {
            only(name, guest, guest.board() == Board.PSERIES, "a pSeries guest");
        }
        for (String name : OF_PC) {
            only(name, guest, guest.isPc(), "a PC");
        }
        only("gic", guest, guest.board() == Board.ARM_VIRT, "an ARM guest of machine 'virt'");
        only("hyperv", guest, guest.isPc() || guest.isArm(), "a PC or an ARM guest");
        guest.feature("acpi").ifPresent(acpi -> checkFirmware(acpi, guest));
        guest.feature("smm").ifPresent(smm -> checkSegment(smm, guest));
        guest.feature("kvm").ifPresent(FeatureRules::checkRing);
        guest.feature("hyperv").ifPresent(FeatureRules::checkHyperv);
        Said.first(guest.domain(), "pm").ifPresent(pm -> checkSleep(pm, guest));
    }

    private static void only(String name, Guest guest, boolean allowed, String who) {
        if (!allowed && guest.feature(name).isPresent()) {
            throw Said.unsupported(
                    guest.feature(name).get(),
                    "feature '" + name + "' does not exist on " + guest.name(),
                    who);
        }
    }

    /// Tables of 64-bit ARM come from UEFI alone.
    private static void checkFirmware(Place acpi, Guest guest) {
        boolean efi = Said.attribute(guest.domain(), "firmware", "os").equals("efi");
        boolean flash = Said.attribute(guest.domain(), "type", "os", "loader").equals("pflash");
        Said.require(
                !guest.arch().equals("aarch64") || efi || flash,
                acpi,
                "ACPI needs UEFI on " + guest.name(),
                "firmware='efi', or a loader of type 'pflash'");
    }

    private static void checkSegment(Place smm, Guest guest) {
        if (smm.element().child("tseg").isEmpty() || Said.is(smm, "state", "off")) {
            return;
        }
        Place segment = smm.child("tseg");
        Said.require(
                guest.board() == Board.Q35,
                segment,
                "the size of SMM's segment is fixed on " + guest.name(),
                "a machine of the family 'q35'");
        long size = Sizes.kib(segment, "MiB");
        Said.require(
                size >= 0 && size % 1024 == 0,
                segment,
                "the size of SMM's segment is " + size + " KiB",
                "a multiple of 1 MiB");
    }

    private static void checkRing(Place kvm) {
        for (Place ring : kvm.children("dirty-ring")) {
            long size = Said.number(Said.attribute(ring, "size"));
            boolean fits = size >= 1024 && size <= 65_536 && Long.bitCount(size) == 1;
            if (Said.is(ring, "state", "on") && !fits) {
                throw ring.fail(
                        "the ring of changed pages has the size '"
                                + Said.attribute(ring, "size")
                                + "'",
                        "a power of two from 1024 to 65536");
            }
        }
    }

    private static void checkHyperv(Place hyperv) {
        for (Place locks : hyperv.children("spinlocks")) {
            String retries = Said.attribute(locks, "retries");
            if (Said.is(locks, "state", "on") && Said.number(retries) < 4095) {
                throw locks.fail("a lock is tried '" + retries + "' times", "at least 4095");
            }
        }
        for (Place vendor : hyperv.children("vendor_id")) {
            if (Said.attribute(vendor, "value").length() > 12) {
                throw vendor.fail("the vendor's name is too long", "at most 12 characters");
            }
        }
    }

    private static void checkSleep(Place pm, Guest guest) {
        boolean sleeps =
                switch (guest.board()) {
                    case I440FX, Q35, PSERIES, OTHER -> true;
                    case ARM_VIRT, RISCV_VIRT, S390 -> false;
                };
        for (String name : List.of("suspend-to-mem", "suspend-to-disk")) {
            boolean said = !Said.attribute(pm, "enabled", name).isEmpty();
            Said.require(
                    sleeps || !said,
                    pm.child(name),
                    "sleep is not switched on or off on " + guest.name(),
                    "a PC");
        }
    }
}
