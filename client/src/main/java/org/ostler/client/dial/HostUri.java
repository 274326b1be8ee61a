package org.ostler.client.dial;

import org.ostler.api.Fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A libvirt URI, taken apart: `driver[+transport]://[user@][host][:port]/[path][?parameters]`.
///
/// Without a transport and without a host it leads to this machine, by its unix socket; with a host
/// alone, over TLS. Names and values of parameters are percent-decoded; `&` and `;` separate them.
/// Immutable.
///
/// @param driver `qemu`, `xen`, `test` …; `remote` leaves the choice to the server
/// @param kind how to get there
/// @param user decoded; only ssh uses it
/// @param host without the brackets of an IPv6 address; empty: this machine
/// @param path as written, with its slash; may be empty
/// @param parameters in the order in which they were written
public record HostUri(
        String driver,
        TransportKind kind,
        Optional<String> user,
        String host,
        OptionalInt port,
        String path,
        List<Parameter> parameters) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<driver>[A-Za-z][A-Za-z0-9.-]*)(?:\\+(?<transport>[A-Za-z0-9]+))?:"
                        + "(?:(?!//)|//(?:(?<user>[^@/?#]*)@)?(?<host>\\[[^\\]/]*]|[^:/?#\\[\\]]*)"
                        + "(?::(?<port>[0-9]*))?)(?<path>/[^?#]*)?(?:\\?(?<query>[^#]*))?(?:#.*)?");

    private static final int PORT_MAX = 65_535;

    /// One parameter.
    ///
    /// @param raw as it was written, `name=value`
    public record Parameter(String name, String value, String raw) {}

    /// Takes a URI apart.
    ///
    /// @throws Fault `INVALID_ARG` when it does not have that form; it names the part
    public static HostUri parse(String uri) {
        Matcher m = FORM.matcher(uri);
        if (!m.matches()) {
            throw UriFaults.notAUri(uri);
        }
        String host = text(m, "host");
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HostUri(
                m.group("driver"),
                TransportKind.of(uri, text(m, "transport"), !host.isEmpty()),
                Optional.ofNullable(m.group("user"))
                        .map(user -> decoded(uri, "the user", user))
                        .filter(user -> !user.isEmpty()),
                decoded(uri, "the host", bare),
                port(uri, text(m, "port")),
                text(m, "path"),
                parameters(uri, text(m, "query")));
    }

    private static String text(Matcher m, String group) {
        String text = m.group(group);
        return text == null ? "" : text;
    }

    private static OptionalInt port(String uri, String digits) {
        if (digits.isEmpty()) {
            return OptionalInt.empty();
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > PORT_MAX) {
            throw UriFaults.badPart(uri, "the port", digits, "a number from 1 to 65535");
        }
        return OptionalInt.of(port);
    }

    private static List<Parameter> parameters(String uri, String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String raw : query.split("[&;]", -1)) {
            int equals = raw.indexOf('=');
            String name = equals < 0 ? raw : raw.substring(0, equals);
            if (!name.isEmpty()) {
                String value = equals < 0 ? "" : raw.substring(equals + 1);
                String plain = decoded(uri, "the name of a parameter", name);
                parameters.add(
                        new Parameter(plain, decoded(uri, "parameter " + plain, value), raw));
            }
        }
        return List.copyOf(parameters);
    }

    /// Decodes `%41`; unlike in HTML's forms a `+` is a plus.
    private static String decoded(String uri, String part, String text) {
        try {
            return PercentCode.decode(text);
        } catch (IllegalArgumentException e) {
            throw UriFaults.badPart(uri, part, text, "percent-encoded UTF-8");
        }
    }

    /// Where a host must be named and none is, it is this one.
    String hostOrThis() {
        return host.isEmpty() ? "localhost" : host;
    }

    /// Host and port for messages, with brackets where an address has colons.
    String target(int port) {
        String name = hostOrThis();
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }
}
