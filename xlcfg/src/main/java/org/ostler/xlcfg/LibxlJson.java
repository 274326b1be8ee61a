package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import tools.jackson.core.JacksonException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Configurations as libxl's own documents, `libxl_domain_config`, and back.
///
/// Spelled as `xl -N create` prints them; methods are pure and may be called from any thread.
public final class LibxlJson {
    private static final Set<XlOption<?>> SPECIAL =
            Set.of(
                    XlOptions.TYPE,
                    XlOptions.BUILDER,
                    XlOptions.VCPUS,
                    XlOptions.MAXVCPUS,
                    XlOptions.MEMORY,
                    XlOptions.MAXMEM,
                    XlOptions.CMDLINE,
                    XlOptions.ROOT,
                    XlOptions.EXTRA,
                    XlOptions.SECLABEL,
                    XlOptions.INIT_SECLABEL,
                    XlOptions.VNUMA,
                    XlHvmOptions.VGA,
                    XlHvmOptions.STDVGA);

    private LibxlJson() {}

    /// The document that libxl would be given for a configuration.
    ///
    /// What libxl's document has no place for, or only with knowledge of the host, is remarked as
    /// lost.
    public static XlDomains.Converted<Json.Obj> toJson(XlConfig config) {
        var remarks = new ArrayList<XlRemark>();
        var writer = new LibxlWriter(config);
        Json.Obj document = writer.document(remarks);
        var written = new HashSet<>(SPECIAL);
        written.addAll(LibxlWriter.OPTIONS);
        GuestKind kind = GuestKind.of(config);
        LibxlRow.ALL.stream()
                .filter(row -> row.isFor(kind))
                .forEach(row -> written.add(row.option()));
        LibxlDevices.ALL.forEach(devices -> written.add(devices.option()));
        for (XlOption<?> option : config.given()) {
            if (!written.contains(option)) {
                remarks.add(
                        XlRemark.of(
                                XlRemark.Kind.LOST,
                                option.name(),
                                "no part of libxl's document for such a guest, as far as is known"
                                        + " here"));
            }
        }
        remarkKeys(config, remarks);
        config.others()
                .keySet()
                .forEach(
                        name ->
                                remarks.add(
                                        XlRemark.of(XlRemark.Kind.LOST, name, "no Xen knows it")));
        return new XlDomains.Converted<>(document, remarks);
    }

    /// Keys of devices that are written by hand here, and that nothing here has a place for.
    private static void remarkKeys(XlConfig config, List<XlRemark> remarks) {
        var keys = new ArrayList<List<Map<String, String>>>();
        keys.add(
                config.get(XlDeviceOptions.DISK).orElse(List.of()).stream()
                        .map(DiskSpec::others)
                        .toList());
        keys.add(
                config.get(XlDeviceOptions.PCI).orElse(List.of()).stream()
                        .map(PciSpec::others)
                        .toList());
        keys.add(
                config.get(XlDeviceOptions.CHANNEL).orElse(List.of()).stream()
                        .map(ChannelSpec::others)
                        .toList());
        keys.add(
                config.get(XlDeviceOptions.VDISPL).orElse(List.of()).stream()
                        .map(VdisplSpec::others)
                        .toList());
        keys.add(
                config.get(XlOptions.VNUMA).orElse(List.of()).stream()
                        .map(VnumaNode::others)
                        .toList());
        List<String> names = List.of("disk", "pci", "channel", "vdispl", "vnuma");
        for (int i = 0; i < names.size(); i++) {
            for (int item = 0; item < keys.get(i).size(); item++) {
                String place = names.get(i) + "[" + (item + 1) + "]";
                for (String key : keys.get(i).get(item).keySet()) {
                    remarks.add(
                            XlRemark.of(
                                    XlRemark.Kind.LOST,
                                    place,
                                    "libxl's JSON has no '" + key + "' here"));
                }
            }
        }
    }

    /// A document of libxl that was written as UTF-8 text.
    ///
    /// @throws org.ostler.model.SpecException also when the bytes are no UTF-8
    public static Json.Obj parse(byte[] text) {
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
        } catch (CharacterCodingException e) {
            throw new SpecException(
                    SpecException.Kind.SYNTAX, 0, 0, "", "the document is no UTF-8 text", "UTF-8");
        }
    }

    /// A document of libxl that was written as text.
    ///
    /// @throws org.ostler.model.SpecException when the text is not a JSON object
    public static Json.Obj parse(String text) {
        try {
            return JsonText.parseObject(text);
        } catch (IllegalArgumentException e) {
            int line = 0;
            int column = 0;
            String problem = "the text is not a document of libxl: " + e.getMessage();
            if (e.getCause() instanceof JacksonException broken) {
                line = Math.max(broken.getLocation().getLineNr(), 0);
                column = Math.max(broken.getLocation().getColumnNr(), 0);
                problem = "the text is not JSON: " + broken.getOriginalMessage();
            }
            throw new SpecException(
                    SpecException.Kind.SYNTAX,
                    line,
                    column,
                    "",
                    problem,
                    "a JSON object, as xl -N create prints it");
        }
    }

    /// The configuration that a document of libxl came from, or might have come from.
    ///
    /// Members that no option stands for are remarked as lost.
    ///
    /// @throws org.ostler.model.SpecException when a device is one that xl would refuse
    public static XlDomains.Converted<XlConfig> fromJson(Json.Obj document) {
        refuseUnspellable(document);
        XlConfig config = new LibxlReader(document).config();
        var remarks = new ArrayList<XlRemark>();
        Json.Obj again = new LibxlWriter(config).document(new ArrayList<>());
        losses(document, again, "", remarks);
        return new XlDomains.Converted<>(config, remarks);
    }

    /// Refuses characters that no configuration can spell: NUL, and halves of surrogate pairs.
    private static void refuseUnspellable(Json value) {
        switch (value) {
            case Json.Obj object -> object.members().values().forEach(LibxlJson::refuseUnspellable);
            case Json.Arr array -> array.items().forEach(LibxlJson::refuseUnspellable);
            case Json.Str text -> {
                boolean lone = text.value().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
                if (lone || text.value().indexOf('\0') >= 0) {
                    throw new SpecException(
                            SpecException.Kind.CONTENT,
                            0,
                            0,
                            "",
                            "a string holds a character that no configuration can spell",
                            "");
                }
            }
            case Json.Int _, Json.Bool _, Json.Null _ -> {}
        }
    }

    private static void losses(Json had, Json has, String path, List<XlRemark> remarks) {
        if (had.equals(has) || had.equals(Json.EMPTY) || isNothing(had)) {
            return;
        }
        if (had instanceof Json.Obj some && has instanceof Json.Obj others) {
            for (Map.Entry<String, Json> member : some.members().entrySet()) {
                Optional<Json> other = others.get(member.getKey());
                String place = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                losses(member.getValue(), other.orElse(new Json.Null()), place, remarks);
            }
            return;
        }
        if (had instanceof Json.Arr some
                && has instanceof Json.Arr others
                && some.items().size() == others.items().size()) {
            for (int i = 0; i < some.items().size(); i++) {
                losses(some.items().get(i), others.items().get(i), path + "[" + i + "]", remarks);
            }
            return;
        }
        XlRemark.Kind kind = has instanceof Json.Null ? XlRemark.Kind.LOST : XlRemark.Kind.CHANGED;
        remarks.add(XlRemark.of(kind, path, "no option of xl.cfg says just this"));
    }

    private static boolean isNothing(Json value) {
        return value instanceof Json.Null
                || (value instanceof Json.Arr list && list.items().isEmpty());
    }
}
