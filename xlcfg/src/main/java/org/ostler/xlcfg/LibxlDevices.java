package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How libxl's JSON has devices that are `key=value` strings in the file, both ways: one row per
/// option, and in it one per key.
///
/// @param array the member that lists them
/// @param numbered whether each has its index as `devid`
record LibxlDevices<R>(
        XlOption<List<R>> option,
        SpecShape<R> shape,
        String array,
        boolean numbered,
        List<Key> keys) {
    /// A key and its place in the device's object.
    record Key(String name, String path, LibxlForm form) {}

    static final List<LibxlDevices<?>> ALL =
            List.of(
                    of(
                            XlDeviceOptions.VIF,
                            NicSpec.SHAPE,
                            "nics",
                            "mac:L ip bridge script model mtu:N vifname=ifname gatewaydev"
                                    + " backend=backend_domname type=nictype:W"),
                    of(
                            XlDeviceOptions.VTPM,
                            VtpmSpec.SHAPE,
                            "vtpms",
                            "backend=backend_domname uuid:L"),
                    of(
                            XlDeviceOptions.P9,
                            P9Spec.SHAPE,
                            "p9s",
                            "tag path security_model backend=backend_domname"),
                    of(
                            XlDeviceOptions.PVCALLS,
                            PvcallsSpec.SHAPE,
                            "pvcallsifs",
                            "backend=backend_domname"),
                    of(
                            XlDeviceOptions.VFB,
                            VfbSpec.SHAPE,
                            "vfbs",
                            "vnc=vnc/enable:D vnclisten=vnc/listen vncpasswd=vnc/passwd"
                                    + " vncdisplay=vnc/display:N vncunused=vnc/findunused:D"
                                    + " sdl=sdl/enable:D opengl=sdl/opengl:D display=sdl/display"
                                    + " xauthority=sdl/xauthority keymap"),
                    of(
                            XlDeviceOptions.USBCTRL,
                            UsbControllerSpec.SHAPE,
                            "usbctrls",
                            "type:W version:N ports:N backend=backend_domname"),
                    of(
                            XlDeviceOptions.USBDEV,
                            UsbDeviceSpec.SHAPE,
                            "usbdevs",
                            "controller=ctrl:N port:N hostbus=type.hostdev/hostbus:N"
                                    + " hostaddr=type.hostdev/hostaddr:N"),
                    of(
                            XlDeviceOptions.VKB,
                            VkbSpec.SHAPE,
                            "vkbs",
                            "backend=backend_domname backend-type=backend_type:W"
                                    + " unique-id=unique_id"
                                    + " feature-disable-keyboard=feature_disable_keyboard:B"
                                    + " feature-disable-pointer=feature_disable_pointer:B"
                                    + " feature-abs-pointer=feature_abs_pointer:B"
                                    + " feature-raw-pointer=feature_raw_pointer:B"
                                    + " feature-multi-touch=feature_multi_touch:B width:N height:N"
                                    + " multi-touch-width=multi_touch_width:N"
                                    + " multi-touch-height=multi_touch_height:N"
                                    + " multi-touch-num-contacts=multi_touch_num_contacts:N"));

    /// Numbers for which 0 is not what libxl has without them.
    private static final Set<String> ZERO_IS_SAID = Set.of("controller", "port", "mtu");

    /// A row from words such as `key`, `key=path` and `key=path:FORM`.
    private static <R> LibxlDevices<R> of(
            XlOption<List<R>> option, SpecShape<R> shape, String array, String words) {
        var keys = new ArrayList<Key>();
        for (String word : words.split(" ", -1)) {
            int colon = word.indexOf(':');
            String names = colon < 0 ? word : word.substring(0, colon);
            int equals = names.indexOf('=');
            keys.add(
                    new Key(
                            equals < 0 ? names : names.substring(0, equals),
                            names.substring(equals + 1),
                            form(colon < 0 ? "T" : word.substring(colon + 1))));
        }
        return new LibxlDevices<>(
                option, shape, array, !array.equals("p9s") && !array.equals("usbdevs"), keys);
    }

    private static LibxlForm form(String letter) {
        return switch (letter) {
            case "L" -> LibxlForm.LOWER;
            case "N" -> LibxlForm.NUMBER;
            case "D" -> LibxlForm.DEFBOOL;
            case "B" -> LibxlForm.BOOL;
            case "W" -> LibxlForm.WORD;
            default -> LibxlForm.TEXT;
        };
    }

    /// The devices of a configuration as libxl's objects; keys without a place are remarked.
    Optional<Json> write(XlConfig config, List<XlRemark> remarks) {
        List<R> specs =
                config.get(option)
                        .filter(is -> !is.isEmpty())
                        .or(() -> screen(config))
                        .orElse(List.of());
        var objects = new ArrayList<Json>();
        for (int i = 0; i < keyboards(config); i++) {
            objects.add(Json.object().put("devid", i).build());
        }
        for (int i = 0; i < specs.size(); i++) {
            String place = option.name() + "[" + (i + 1) + "]";
            var root = new LinkedHashMap<String, Object>();
            if (numbered) {
                root.put("devid", Json.of(objects.size()));
            }
            SpecWords words = SpecWords.split(shape.format(specs.get(i)), new XlReadContext());
            LibxlNics.prepare(words, option.name(), place, remarks);
            for (Key key : keys) {
                value(words, key).ifPresent(is -> new LibxlPath(key.path()).put(root, "", is));
            }
            if (option.equals(XlDeviceOptions.USBDEV) && words.text("type").isPresent()) {
                LibxlPath.child(root, "type.hostdev");
            }
            LibxlNics.write(words, option.name(), root);
            for (String left : words.left()) {
                remarks.add(
                        XlRemark.of(
                                XlRemark.Kind.LOST, place, "libxl's JSON has no '" + left + "'"));
            }
            if (option.equals(XlDeviceOptions.VFB)) {
                LibxlPath.child(root, "vnc");
                LibxlPath.child(root, "sdl");
            }
            objects.add(LibxlPath.document(root));
        }
        return objects.isEmpty() ? Optional.empty() : Optional.of(Json.array(objects));
    }

    /// How many keyboards there are because of frame buffers: xl gives each one.
    private int keyboards(XlConfig config) {
        if (!option.equals(XlDeviceOptions.VKB)) {
            return 0;
        }
        int screens = config.get(XlDeviceOptions.VFB).map(List::size).orElse(0);
        return screens == 0 && isScreenWanted(config) ? 1 : screens;
    }

    /// A paravirtual guest's frame buffer where none is listed, but VNC is asked for as fully
    /// virtualised guests do.
    private Optional<List<R>> screen(XlConfig config) {
        if (!option.equals(XlDeviceOptions.VFB) || !isScreenWanted(config)) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>();
        for (Key key : keys) {
            XlConfig.option(key.name())
                    .filter(is -> config.get(is).isPresent())
                    .ifPresent(
                            is ->
                                    parts.add(
                                            key.name()
                                                    + "="
                                                    + plain(
                                                            is.writeAny(
                                                                    config.get(is)
                                                                            .orElseThrow()))));
        }
        return Optional.of(List.of(shape.parse(String.join(",", parts), new XlReadContext())));
    }

    private static boolean isScreenWanted(XlConfig config) {
        return GuestKind.of(config) == GuestKind.PV
                && config.get(XlHvmOptions.VNC).filter(is -> is).isPresent();
    }

    private static Optional<Json> value(SpecWords words, Key key) {
        return switch (key.form()) {
            case NUMBER ->
                    words.number(key.name())
                            .filter(is -> is != 0 || ZERO_IS_SAID.contains(key.name()))
                            .map(Json::of);
            case DEFBOOL -> words.truth(key.name()).map(Json::defbool);
            case BOOL -> words.truth(key.name()).filter(is -> is).map(is -> Json.of((boolean) is));
            case TEXT, LOWER, UNSIGNED, MIB, FLAG, TEXTS ->
                    words.text(key.name()).map(key.form()::write);
            case WORD ->
                    words.text(key.name()).filter(is -> !is.equals("auto")).map(key.form()::write);
        };
    }

    /// A configuration with the devices of a document.
    XlConfig read(Json.Obj document, XlConfig config) {
        var specs = new ArrayList<R>();
        List<Json.Obj> devices = document.objects(array);
        int implied = Math.min(keyboards(config), devices.size());
        for (Json.Obj device : devices.subList(implied, devices.size())) {
            var parts = new ArrayList<String>();
            for (Key key : keys) {
                new LibxlPath(key.path())
                        .get(device, "")
                        .flatMap(key.form()::read)
                        .ifPresent(is -> parts.add(key.name() + "=" + plain(is)));
            }
            if (option.equals(XlDeviceOptions.USBDEV) && device.get("type.hostdev").isPresent()) {
                parts.add("type=hostdev");
            }
            LibxlNics.read(device, option.name(), specs.size(), parts);
            specs.add(shape.parse(String.join(",", parts), new XlReadContext()));
        }
        return specs.isEmpty() ? config : config.with(option, List.copyOf(specs));
    }

    private static String plain(XlValue value) {
        return value instanceof XlValue.Text text ? text.text() : value.raw();
    }
}
