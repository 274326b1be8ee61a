package org.ostler.model;

import java.util.Optional;

/// The file with the firmware's variables: `<nvram>`.
///
/// @param template the file it is made of when it does not exist yet
/// @param path the file; empty until someone has chosen, or when the kept content says where it is
public record Nvram(Optional<String> template, Optional<String> path, Kept kept) {
    private static final Fields<Nvram> F = Fields.of("nvram");
    private static final Field<Nvram, Optional<String>> TEMPLATE =
            F.optional("template", Codec.TEXT, Nvram::template);
    private static final Field<Nvram, String> PATH =
            F.content(Codec.TEXT, nvram -> nvram.path.orElse(""));
    static final Shape<Nvram> SHAPE =
            F.untypedAttributes("type", "format", "templateFormat")
                    .shape(
                            v ->
                                    new Nvram(
                                            v.get(TEMPLATE),
                                            Texts.unlessBlank(v.get(PATH)),
                                            v.kept()),
                            Nvram::kept);
}
