package org.ostler.conformance;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.document.CpuOffer;
import org.ostler.model.document.DomainCapabilities;
import org.ostler.model.document.Offer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Guests that have what domain capabilities offer, one thing at a time. Immutable.
final class OfferedGuests {
    /// Place, choice, value, and what a guest that has it says.
    private static final String ROWS =
            """
            disk | diskDevice | disk | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='{name}' bus='{bus}'/></disk>
            disk | diskDevice | cdrom | <disk type='file' device='cdrom'><source file='/srv/a.iso'/><target dev='{cd}' bus='{cdbus}'/></disk>
            disk | diskDevice | floppy | <disk type='file' device='floppy'><source file='/srv/a.flp'/><target dev='fda' bus='fdc'/></disk>
            disk | diskDevice | lun | <disk type='block' device='lun'><source dev='/dev/a'/><target dev='sda' bus='scsi'/></disk>
            disk | bus | ide | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='hda' bus='ide'/></disk>
            disk | bus | fdc | <disk type='file' device='floppy'><source file='/srv/a.flp'/><target dev='fda' bus='fdc'/></disk>
            disk | bus | scsi | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='sda' bus='scsi'/></disk>
            disk | bus | virtio | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/></disk>
            disk | bus | xen | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>
            disk | bus | usb | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='sda' bus='usb'/></disk>
            disk | bus | sata | <disk type='file' device='disk'><source file='/srv/a.img'/><target dev='sda' bus='sata'/></disk>
            disk | model | virtio-transitional | <disk type='file' device='disk' model='virtio-transitional'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/></disk>
            graphics | type | vnc | <graphics type='vnc'/>
            graphics | type | spice | <graphics type='spice' autoport='yes'/>
            graphics | type | sdl | <graphics type='sdl'/>
            graphics | type | egl-headless | <graphics type='egl-headless'/>
            graphics | type | dbus | <graphics type='dbus'/>
            video | modelType | vga | <graphics type='vnc'/><video><model type='vga'/></video>
            video | modelType | cirrus | <graphics type='vnc'/><video><model type='cirrus'/></video>
            video | modelType | vmvga | <graphics type='vnc'/><video><model type='vmvga'/></video>
            video | modelType | xen | <graphics type='vnc'/><video><model type='xen'/></video>
            video | modelType | qxl | <graphics type='vnc'/><video><model type='qxl'/></video>
            video | modelType | virtio | <graphics type='vnc'/><video><model type='virtio'/></video>
            video | modelType | none | <video><model type='none'/></video>
            video | modelType | bochs | <graphics type='vnc'/><video><model type='bochs'/></video>
            video | modelType | ramfb | <graphics type='vnc'/><video><model type='ramfb'/></video>
            hostdev | subsysType | pci | <hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0' bus='7' slot='0' function='0'/></source></hostdev>
            hostdev | subsysType | usb | <hostdev mode='subsystem' type='usb'><source><vendor id='0x0001'/><product id='0x0002'/></source></hostdev>
            rng | model | virtio | <rng model='virtio'><backend model='random'>/dev/random</backend></rng>
            rng | backendModel | random | <rng model='virtio'><backend model='random'>/dev/random</backend></rng>
            rng | backendModel | builtin | <rng model='virtio'><backend model='builtin'/></rng>
            rng | backendModel | egd | <rng model='virtio'><backend model='egd' type='unix'><source mode='connect' path='/run/e'/></backend></rng>
            filesystem | driverType | path | <filesystem type='mount'><driver type='path'/><source dir='/srv'/><target dir='s'/></filesystem>
            tpm | backendModel | emulator | <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
            tpm | model | tpm-crb | <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
            redirdev | bus | usb | <redirdev bus='usb' type='spicevmc'/>
            channel | type | pty | <channel type='pty'><target type='{channel}' name='org.a.0'/></channel>
            channel | type | unix | <channel type='unix'><target type='{channel}' name='org.a.0'/></channel>
            channel | type | spicevmc | <graphics type='spice' autoport='yes'/><channel type='spicevmc'><target type='{channel}' name='com.redhat.spice.0'/></channel>
            crypto | backendModel | builtin | <crypto model='virtio' type='qemu'><backend model='builtin'/></crypto>
            memoryBacking | sourceType | memfd | <memoryBacking><source type='memfd'/></memoryBacking>
            memoryBacking | sourceType | file | <memoryBacking><source type='file'/></memoryBacking>
            loader | type | rom | <loader type='rom'>{loader}</loader>
            loader | type | pflash | <loader readonly='yes' type='pflash'>{loader}</loader>
            os | firmware | efi | efi
            os | firmware | bios | bios
            cpu | mode | host-passthrough | <cpu mode='host-passthrough'/>
            cpu | mode | maximum | <cpu mode='maximum'/>
            cpu | mode | host-model | <cpu mode='host-model'/>
            cpu | mode | custom | <cpu mode='custom' match='exact'><model>{cpu}</model></cpu>
            feature | supported | vmcoreinfo | <features><acpi/><vmcoreinfo state='on'/></features>
            feature | supported | genid | <genid>43dc0cf8-809b-4adb-9bea-a9abb5f3d90e</genid>
            """;

    private final DomainCapabilities kind;

    OfferedGuests(DomainCapabilities kind) {
        this.kind = kind;
    }

    /// A value and a guest that has it.
    ///
    /// @param offered whether the domain capabilities have it
    record Row(String place, String choice, String value, String xml, boolean offered) {}

    List<Row> rows() {
        return ROWS.lines().map(line -> row(line.split(" [|] ", 4))).toList();
    }

    private Row row(String[] words) {
        boolean offered =
                switch (words[0]) {
                    case "cpu" -> kind.cpuMode(words[2]).filter(CpuOffer::supported).isPresent();
                    case "feature" ->
                            kind.feature(words[2]).flatMap(Offer::supported).orElse(false);
                    default -> offered(words[0], words[1]).contains(words[2]);
                };
        return new Row(words[0], words[1], words[2], filled(words[3]), offered);
    }

    private List<String> offered(String place, String choice) {
        Optional<DomainCapabilities.Os> os = kind.os();
        Stream<Offer.Choice> choices =
                switch (place) {
                    case "os" -> os.stream().flatMap(o -> o.choices().stream());
                    case "loader" ->
                            os.flatMap(DomainCapabilities.Os::loader).stream()
                                    .flatMap(loader -> loader.choices().stream());
                    case "memoryBacking" ->
                            kind.memoryBacking().stream().flatMap(o -> o.choices().stream());
                    default -> kind.device(place).stream().flatMap(o -> o.choices().stream());
                };
        return choices.filter(c -> c.name().equals(choice))
                .flatMap(c -> c.values().stream())
                .map(Offer.Word::text)
                .toList();
    }

    private String filled(String xml) {
        List<String> buses = offered("disk", "bus");
        boolean xen = kind.domain().equals("xen");
        String bus = buses.contains("virtio") && !xen ? "virtio" : "xen";
        String cd = buses.contains("ide") ? "ide" : buses.contains("sata") ? "sata" : bus;
        return xml.replace("{bus}", bus)
                .replace("{name}", bus.equals("virtio") ? "vda" : "xvda")
                .replace("{cdbus}", cd)
                .replace("{cd}", cd.equals("ide") ? "hdc" : cd.equals("sata") ? "sdb" : "xvdb")
                .replace("{channel}", xen ? "xen" : "virtio")
                .replace(
                        "{loader}",
                        kind.os()
                                .flatMap(DomainCapabilities.Os::loader)
                                .flatMap(loader -> loader.values().stream().findFirst())
                                .map(Offer.Word::text)
                                .orElse("/usr/share/firmware.fd"))
                .replace(
                        "{cpu}",
                        kind.cpuMode("custom")
                                .flatMap(mode -> mode.models().stream().findFirst())
                                .map(CpuOffer.Model::name)
                                .orElse("qemu64"));
    }

    /// A guest of the kind that has nothing.
    DomainSpec plain(String name, UUID uuid) {
        return spec(name, uuid, "", "", "", "");
    }

    /// The same guest with that in it.
    DomainSpec with(DomainSpec plain, Row row) {
        UUID uuid = plain.uuid().orElseThrow();
        return switch (row.place()) {
            case "os" -> spec(plain.name(), uuid, " firmware='" + row.xml() + "'", "", "", "");
            case "loader" -> spec(plain.name(), uuid, "", row.xml(), "", "");
            case "cpu", "feature", "memoryBacking" ->
                    spec(plain.name(), uuid, "", "", row.xml(), "");
            default -> spec(plain.name(), uuid, "", "", "", row.xml());
        };
    }

    private DomainSpec spec(
            String name, UUID uuid, String firmware, String os, String domain, String devices) {
        String machine = kind.machine().orElse("");
        String osType =
                switch (machine) {
                    case "xenpv" -> "linux";
                    case "xenpvh" -> "xenpvh";
                    default -> "hvm";
                };
        return DomainXml.parse(
                        """
                        <domain type='%s'><name>%s</name><uuid>%s</uuid>
                          <memory unit='MiB'>64</memory>
                          <os%s><type arch='%s'%s>%s</type>%s%s</os>%s
                          <devices>%s%s</devices>
                        </domain>
                        """
                                .formatted(
                                        kind.domain(),
                                        name,
                                        uuid,
                                        firmware,
                                        kind.arch(),
                                        machine.isEmpty() ? "" : " machine='" + machine + "'",
                                        osType,
                                        osType.equals("hvm") ? "" : "<kernel>/boot/a</kernel>",
                                        os,
                                        domain,
                                        kind.path()
                                                .map(path -> "<emulator>" + path + "</emulator>")
                                                .orElse(""),
                                        devices))
                .spec();
    }
}
