package org.ostler.driver.xen;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One message of libxl or of a library below it, as libxentoollog's stream logger prints it.
///
/// The form, seen in what Xen 4.17 prints: `component: level: [file:line:function: ][Domain
/// N:]text`, as in `libxl: error: libxl_dom.c:909:libxl__domain_firmware: xc_dom_kernel_file
/// failed: No such file or directory`. A line of any other form is kept as text of level INFO.
///
/// @param level how grave
/// @param component the library that spoke: `libxl`, `xc`, `domainbuilder`, `xencall:buffer`…
/// @param source file, line and function where it was said; empty when not given
/// @param domid the domain that it is about, when given
/// @param text the message itself
public record LogLine(
        Level level, String component, String source, OptionalInt domid, String text) {
    /// libxentoollog's levels, from the least grave.
    public enum Level {
        DEBUG(1),
        VERBOSE(2),
        DETAIL(3),
        PROGRESS(4),
        INFO(5),
        NOTICE(6),
        WARNING(7),
        ERROR(8),
        CRITICAL(9);

        private final int number;

        Level(int number) {
            this.number = number;
        }

        /// The number that libxentoollog uses for it.
        int number() {
            return number;
        }
    }

    private static final Pattern LINE =
            Pattern.compile(
                    "(?<component>\\S{1,64}?):"
                        + " (?<level>debug|verbose|detail|progress|info|notice|warning|error|critical):"
                        + " (?<rest>.*)",
                    Pattern.DOTALL);
    private static final Pattern SOURCE =
            Pattern.compile(
                    "(?:panic: )?(?<source>[\\w.-]+\\.c:\\d+(?::\\w+)?): ?(?<rest>.*)",
                    Pattern.DOTALL);
    private static final Pattern DOMAIN =
            Pattern.compile("Domain (?<domid>\\d{1,9}): ?(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern PROGRESS =
            Pattern.compile(
                    "(?<what>.*?)(?::"
                            + " |\\s)\\s*(?<done>\\d{1,18})/(?<total>\\d{1,18})\\s+\\d+%\\s*");
    private static final String XC_TAIL = ": Internal error";

    /// Reads one line without its line feed.
    public static LogLine parse(String line) {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
            return new LogLine(Level.INFO, "", "", OptionalInt.empty(), line);
        }
        Level level = Level.valueOf(m.group("level").toUpperCase(Locale.ROOT));
        String rest = m.group("rest");
        String source = "";
        Matcher s = SOURCE.matcher(rest);
        if (s.matches()) {
            source = s.group("source");
            rest = s.group("rest");
        }
        OptionalInt domid = OptionalInt.empty();
        Matcher d = DOMAIN.matcher(rest);
        if (d.matches()) {
            domid = OptionalInt.of(Integer.parseInt(d.group("domid")));
            rest = d.group("rest");
        }
        if (rest.endsWith(XC_TAIL)) {
            rest = rest.substring(0, rest.length() - XC_TAIL.length());
        }
        return new LogLine(level, m.group("component"), source, domid, rest);
    }

    /// The figures of a progress message, as libxl's saving and restoring helpers report them: the
    /// logger prints the first and the last of a series as progress, those between as details.
    public Optional<LibxlProgress> progress() {
        if (level != Level.PROGRESS && level != Level.DETAIL) {
            return Optional.empty();
        }
        Matcher m = PROGRESS.matcher(text);
        return m.matches()
                ? Optional.of(
                        new LibxlProgress(
                                m.group("what"),
                                Long.parseLong(m.group("done")),
                                Long.parseLong(m.group("total"))))
                : Optional.empty();
    }

    /// Whether it names a cause worth telling: a warning or worse.
    public boolean isComplaint() {
        return level.compareTo(Level.WARNING) >= 0;
    }
}
