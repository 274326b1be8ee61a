package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Where a device sits on a guest's buses: `<address type='…'/>`.
public sealed interface Address {
    Kept kept();

    /// The word in the attribute `type`.
    String type();

    /// A PCI function. All zero means: on PCI, wherever there is room; then only the type is
    /// written.
    ///
    /// @param domain 0 to 0xffff
    /// @param bus 0 to 0xff
    /// @param slot 0 to 0x1f
    /// @param function 0 to 7
    record Pci(
            int domain, int bus, int slot, int function, Optional<Boolean> multifunction, Kept kept)
            implements Address {
        private static final Fields<Pci> F = Fields.of("address");
        private static final Field<Pci, OptionalInt> DOMAIN =
                F.optionalInt("domain", Codec.hex(4, 0, 0xffff), a -> a.placed(a.domain));
        private static final Field<Pci, OptionalInt> BUS =
                F.optionalInt("bus", Codec.hex(2, 0, 0xff), a -> a.placed(a.bus));
        private static final Field<Pci, OptionalInt> SLOT =
                F.optionalInt("slot", Codec.hex(2, 0, 0x1f), a -> a.placed(a.slot));
        private static final Field<Pci, OptionalInt> FUNCTION =
                F.optionalInt("function", Codec.hex(1, 0, 7), a -> a.placed(a.function));
        private static final Field<Pci, Optional<Boolean>> MULTIFUNCTION =
                F.optional("multifunction", Codec.ON_OFF, Pci::multifunction);
        static final Shape<Pci> SHAPE =
                F.untyped("zpci")
                        .shape(
                                v ->
                                        new Pci(
                                                v.get(DOMAIN).orElse(0),
                                                v.get(BUS).orElse(0),
                                                v.get(SLOT).orElse(0),
                                                v.get(FUNCTION).orElse(0),
                                                v.get(MULTIFUNCTION),
                                                v.kept()),
                                Pci::kept);

        public Pci(int domain, int bus, int slot, int function) {
            this(domain, bus, slot, function, Optional.empty(), Kept.NONE);
        }

        /// Whether no place has been chosen yet.
        public boolean isUnplaced() {
            return domain == 0 && bus == 0 && slot == 0 && function == 0;
        }

        private OptionalInt placed(int part) {
            return isUnplaced() ? OptionalInt.empty() : OptionalInt.of(part);
        }

        @Override
        public String type() {
            return "pci";
        }
    }

    /// A unit on a disk controller's bus.
    record Drive(int controller, int bus, int target, int unit, Kept kept) implements Address {
        private static final Codec<Integer> NUMBER = Codec.number(0, Integer.MAX_VALUE);
        private static final Fields<Drive> F = Fields.of("address");
        private static final Field<Drive, Integer> CONTROLLER =
                F.attribute("controller", NUMBER, 0, Drive::controller);
        private static final Field<Drive, Integer> BUS = F.attribute("bus", NUMBER, 0, Drive::bus);
        private static final Field<Drive, Integer> TARGET =
                F.attribute("target", NUMBER, 0, Drive::target);
        private static final Field<Drive, Integer> UNIT =
                F.attribute("unit", NUMBER, 0, Drive::unit);
        static final Shape<Drive> SHAPE =
                F.shape(
                        v ->
                                new Drive(
                                        v.get(CONTROLLER),
                                        v.get(BUS),
                                        v.get(TARGET),
                                        v.get(UNIT),
                                        v.kept()),
                        Drive::kept);

        public Drive(int controller, int bus, int target, int unit) {
            this(controller, bus, target, unit, Kept.NONE);
        }

        @Override
        public String type() {
            return "drive";
        }
    }

    /// A port of a virtio-serial controller.
    record VirtioSerial(int controller, int bus, int port, Kept kept) implements Address {
        private static final Codec<Integer> NUMBER = Codec.number(0, Integer.MAX_VALUE);
        private static final Fields<VirtioSerial> F = Fields.of("address");
        private static final Field<VirtioSerial, Integer> CONTROLLER =
                F.attribute("controller", NUMBER, 0, VirtioSerial::controller);
        private static final Field<VirtioSerial, Integer> BUS =
                F.attribute("bus", NUMBER, 0, VirtioSerial::bus);
        private static final Field<VirtioSerial, Integer> PORT =
                F.attribute("port", NUMBER, 0, VirtioSerial::port);
        static final Shape<VirtioSerial> SHAPE =
                F.shape(
                        v -> new VirtioSerial(v.get(CONTROLLER), v.get(BUS), v.get(PORT), v.kept()),
                        VirtioSerial::kept);

        public VirtioSerial(int controller, int bus, int port) {
            this(controller, bus, port, Kept.NONE);
        }

        @Override
        public String type() {
            return "virtio-serial";
        }
    }

    /// A slot of a smartcard controller.
    record Ccid(int controller, int slot, Kept kept) implements Address {
        private static final Codec<Integer> NUMBER = Codec.number(0, Integer.MAX_VALUE);
        private static final Fields<Ccid> F = Fields.of("address");
        private static final Field<Ccid, Integer> CONTROLLER =
                F.attribute("controller", NUMBER, 0, Ccid::controller);
        private static final Field<Ccid, Integer> SLOT = F.attribute("slot", NUMBER, 0, Ccid::slot);
        static final Shape<Ccid> SHAPE =
                F.shape(v -> new Ccid(v.get(CONTROLLER), v.get(SLOT), v.kept()), Ccid::kept);

        @Override
        public String type() {
            return "ccid";
        }
    }

    /// A port of a USB bus; `port` is a path through hubs such as `2.4`, at most four numbers.
    record Usb(int bus, Optional<String> port, Kept kept) implements Address {
        private static final Codec<String> PATH =
                Codec.of(
                        text -> isPath(text) ? text : null,
                        text -> text,
                        "one to four port numbers joined by dots");
        private static final Fields<Usb> F = Fields.of("address");
        private static final Field<Usb, Integer> BUS =
                F.attribute("bus", Codec.number(0, Integer.MAX_VALUE), 0, Usb::bus);
        private static final Field<Usb, Optional<String>> PORT =
                F.optional("port", PATH, Usb::port);
        static final Shape<Usb> SHAPE =
                F.shape(v -> new Usb(v.get(BUS), v.get(PORT), v.kept()), Usb::kept);

        public Usb(int bus, String port) {
            this(bus, Optional.of(port), Kept.NONE);
        }

        private static boolean isPath(String text) {
            int numbers = 1;
            boolean digit = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' && digit) {
                    numbers++;
                    digit = false;
                } else if (c >= '0' && c <= '9') {
                    digit = true;
                } else {
                    return false;
                }
            }
            return digit && numbers <= 4;
        }

        @Override
        public String type() {
            return "usb";
        }
    }

    /// A register address on the pSeries virtual bus.
    record SpaprVio(OptionalLong reg, Kept kept) implements Address {
        private static final Codec<Long> REG = Codec.bigHex(8);
        private static final Fields<SpaprVio> F = Fields.of("address");
        private static final Field<SpaprVio, OptionalLong> REG_FIELD =
                F.optionalLong("reg", REG, SpaprVio::reg);
        static final Shape<SpaprVio> SHAPE =
                F.shape(v -> new SpaprVio(v.get(REG_FIELD), v.kept()), SpaprVio::kept);

        @Override
        public String type() {
            return "spapr-vio";
        }
    }

    /// A device on an s390 channel subsystem; empty means: anywhere.
    record Ccw(OptionalInt cssid, OptionalInt ssid, OptionalInt devno, Kept kept)
            implements Address {
        private static final Fields<Ccw> F = Fields.of("address");
        private static final Field<Ccw, OptionalInt> CSSID =
                F.optionalInt("cssid", Codec.hex(1, 0, 0xfe), Ccw::cssid);
        private static final Field<Ccw, OptionalInt> SSID =
                F.optionalInt("ssid", Codec.hex(1, 0, 3), Ccw::ssid);
        private static final Field<Ccw, OptionalInt> DEVNO =
                F.optionalInt("devno", Codec.hex(4, 0, 0xffff), Ccw::devno);
        static final Shape<Ccw> SHAPE =
                F.shape(v -> new Ccw(v.get(CSSID), v.get(SSID), v.get(DEVNO), v.kept()), Ccw::kept);

        public Ccw {
            if (cssid.isPresent() != devno.isPresent() || ssid.isPresent() != devno.isPresent()) {
                throw new IllegalArgumentException(
                        "a ccw address needs 'cssid', 'ssid' and 'devno' or none of them");
            }
        }

        @Override
        public String type() {
            return "ccw";
        }
    }

    /// An ISA device's port and interrupt.
    record Isa(OptionalInt iobase, OptionalInt irq, Kept kept) implements Address {
        private static final Fields<Isa> F = Fields.of("address");
        private static final Field<Isa, OptionalInt> IOBASE =
                F.optionalInt("iobase", Codec.hex(1, 0, 0xffff), Isa::iobase);
        private static final Field<Isa, OptionalInt> IRQ =
                F.optionalInt("irq", Codec.hex(1, 0, 0xff), Isa::irq);
        static final Shape<Isa> SHAPE =
                F.shape(v -> new Isa(v.get(IOBASE), v.get(IRQ), v.kept()), Isa::kept);

        @Override
        public String type() {
            return "isa";
        }
    }

    /// A memory slot.
    record Dimm(OptionalInt slot, OptionalLong base, Kept kept) implements Address {
        private static final Fields<Dimm> F = Fields.of("address");
        private static final Field<Dimm, OptionalInt> SLOT =
                F.optionalInt("slot", Codec.number(0, Integer.MAX_VALUE), Dimm::slot);
        private static final Field<Dimm, OptionalLong> BASE =
                F.optionalLong("base", Codec.bigHex(1), Dimm::base);
        static final Shape<Dimm> SHAPE =
                F.shape(v -> new Dimm(v.get(SLOT), v.get(BASE), v.kept()), Dimm::kept);

        @Override
        public String type() {
            return "dimm";
        }
    }

    /// An address that says nothing but its type; details, where there are any, are kept.
    record Bare(String type, Kept kept) implements Address {
        static final Shape<Bare> SHAPE =
                Fields.<Bare>of("address").shape(v -> new Bare(v.tag(), v.kept()), Bare::kept);
    }
}
