package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Configurations made up from a seed: any of all options, with values that xl would take.
final class ConfigGenerator {
    private static final List<String> WORDS =
            List.of(
                    "a",
                    "web",
                    "/dev/vg/x",
                    "it's",
                    "say \"x\"",
                    "a\\b",
                    "ä ö",
                    "x=1,y",
                    "7",
                    "0x10");
    private static final List<String> ACTIONS =
            List.of("'destroy'", "'restart'", "'preserve'", "'coredump-restart'", "'soft-reset'");
    private static final Map<String, List<String>> SPECS =
            Map.ofEntries(
                    Map.entry(
                            "disk",
                            List.of(
                                    "'/dev/vg/g,raw,xvda,w'",
                                    "'phy:/dev/x,hda,w'",
                                    "'tap2:aio:/a.img,xvde,w'",
                                    "',hdc:cdrom,r'",
                                    "'tap:qcow2:/a:b,xvdb,r'",
                                    "'nbd:h:1,xvdc,w,backend=7'",
                                    "'format=qcow2,vdev=hdd,access=ro,devtype=cdrom,target=/x , y'",
                                    "'/a,qcow2,xvdf,rw,script=block-x,no-discard,untrusted'",
                                    "'vdev=xvdz,backendtype=standalone,specification=virtio,target=/b'",
                                    "'/a,raw,sda,w,colo,colo-host=h,colo-port=1,direct-io-safe'")),
                    Map.entry(
                            "vif",
                            List.of(
                                    "''",
                                    "'mac=00:16:3e:00:00:01,bridge=br0'",
                                    "'type=vif,script=s,ip=10.0.0.1 10.0.0.2,rate=1MB/s@20ms'",
                                    "'netdev=eth0,mtu=1400,devid=3,untrusted,model=e1000'",
                                    "'backend=net,vifname=v0,forwarddev=x'")),
                    Map.entry("vif2", List.of("'bridge=br1'")),
                    Map.entry(
                            "pci",
                            List.of(
                                    "'01:00.0'",
                                    "'0001:0C:1b.*@1f,permissive=1'",
                                    "'bdf=36:00.0,vslot=1f,seize=1,rdm_policy=strict'",
                                    "'name=gpu,msitranslate=0,power_mgmt=1'")),
                    Map.entry(
                            "vnuma",
                            List.of(
                                    "['pnode=0','size=512','vcpus=0-4','vdistances=10,20']",
                                    "['size=1']")),
                    Map.entry("vsnd", List.of("['CARD, short-name=Main', 'PCM, name=x']")),
                    Map.entry("vtpm", List.of("'backend=vtpm,uuid=1'")),
                    Map.entry("p9", List.of("'tag=t,security_model=none,path=/s,backend=0'")),
                    Map.entry("pvcalls", List.of("'backend=1'")),
                    Map.entry("vfb", List.of("'vnc=1,vnclisten=0.0.0.0:1'", "'type=sdl,opengl=0'")),
                    Map.entry("channel", List.of("'connection=socket,path=/p,name=n'")),
                    Map.entry("rdm", List.of("'strategy=host,policy=relaxed'")),
                    Map.entry("usbctrl", List.of("'type=auto,version=2,ports=8'")),
                    Map.entry("usbdev", List.of("'hostbus=1,hostaddr=3'", "'type=hostdev,port=2'")),
                    Map.entry("vdispl", List.of("'be-alloc=1,connectors=id0:1x2;id1:3x4'")),
                    Map.entry("vkb", List.of("'unique-id=k,backend-type=qemu,width=640'")),
                    Map.entry("virtio", List.of("'type=virtio,device22,transport=mmio'")));

    private final Random random;

    ConfigGenerator(long seed) {
        random = new Random(seed);
    }

    /// The text of a configuration with some comments in it.
    String text() {
        var text = new StringBuilder("# made up\n");
        for (XlOption<?> option : XlConfig.options()) {
            if (random.nextInt(6) == 0) {
                text.append(option.name()).append(random.nextBoolean() ? "=" : " = ");
                text.append(value(option)).append(random.nextInt(4) == 0 ? " # why\n" : "\n");
            }
        }
        return text.toString();
    }

    private String value(XlOption<?> option) {
        XlKind<?> kind = option.kind();
        List<String> specs = SPECS.get(option.name());
        if (option.name().startsWith("on_")) {
            return pick(ACTIONS);
        }
        if (kind.equals(XlKind.TEXT)) {
            return word();
        } else if (kind.equals(XlKind.BOOL)) {
            return pick(List.of("0", "1"));
        } else if (kind.equals(XlKind.NUMBER)) {
            return pick(List.of("0", "17", "0x1f", "0100", "'512'"));
        } else if (specs != null && kind.item() == null) {
            return pick(specs);
        }
        var items = new ArrayList<String>();
        var left = new ArrayList<>(specs == null ? List.<String>of() : specs);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (specs != null && left.isEmpty()) {
                break;
            }
            items.add(
                    specs != null
                            ? left.remove(random.nextInt(left.size()))
                            : option.name().equals("irqs") ? "5" : word());
        }
        return "[" + String.join(pick(List.of(",", " , ", ",\n  ")), items) + "]";
    }

    private String word() {
        return XlValue.of(pick(WORDS)).raw();
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
