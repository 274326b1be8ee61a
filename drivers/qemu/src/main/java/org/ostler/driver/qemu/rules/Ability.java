package org.ostler.driver.qemu.rules;

/// What some QEMUs lack, and a definition may ask for.
public enum Ability {
    /// The command line's option `-spice`.
    SPICE("Spice"),
    /// The device `zpci`.
    ZPCI("PCI on the mainframe's channel system"),
    /// The device `vfio-ccw`.
    VFIO_CCW("channel devices of the host"),
    /// Devices of the host for input as older or newer virtio has them, apart; some QEMUs before
    /// 5.0.
    INPUT_HOST_TRANSITIONAL("input devices of the host in their own models of virtio"),
    /// The name by which a block server's certificate is known; since QEMU 7.0.
    NBD_TLS_HOSTNAME("the host's name in the certificate of an NBD server"),
    /// The switch of plugging into the root bus of the i440FX; since QEMU 5.2.
    ROOT_BUS_HOTPLUG("the switch of plugging into the root bus"),
    /// A balloon that tells of free pages; since QEMU 5.1.
    FREE_PAGE_REPORTING("free pages that a balloon tells of"),
    /// The guest's main memory as an object of its own, which can be shared; since QEMU 5.0.
    MAIN_MEMORY_BACKEND("sharing huge pages of a guest without NUMA nodes"),
    /// The switches of the PC's ways to sleep.
    SLEEP_STATES("the switches of the PC's ways to sleep"),
    /// The most of a page that the hash table of a pSeries guest has; since QEMU 3.0.
    HPT_PAGE_SIZE("the greatest page of the hash page table"),
    /// Transactional memory of a pSeries guest; since QEMU 2.12.
    HTM("the switch of transactional memory"),
    /// Guests within a pSeries guest; since QEMU 4.0.
    NESTED_HV("the switch of nested guests"),
    /// Help of the hardware with the count cache; since QEMU 5.0.
    CCF_ASSIST("the switch of the count cache's flush"),
    /// Flushing of caches against side channels; since QEMU 2.12.
    CFPC("the choice of the cache's flush"),
    /// Bounds of speculation; since QEMU 2.12.
    SBBC("the choice of the speculation barrier"),
    /// Indirect branches; since QEMU 2.12.
    IBS("the choice of indirect branches");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    /// What it is, in words for a message.
    String words() {
        return words;
    }
}
