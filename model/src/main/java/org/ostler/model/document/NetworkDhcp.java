package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;

/// The addresses that guests are given: `<dhcp>`.
public record NetworkDhcp(List<Range> ranges, List<Host> hosts, Optional<Bootp> bootp, Kept kept) {
    private static final Fields<NetworkDhcp> F = Fields.of("dhcp");
    private static final Field<NetworkDhcp, List<Range>> RANGES =
            F.many("range", Range.SHAPE, NetworkDhcp::ranges);
    private static final Field<NetworkDhcp, List<Host>> HOSTS =
            F.many("host", Host.SHAPE, NetworkDhcp::hosts);
    private static final Field<NetworkDhcp, Optional<Bootp>> BOOTP =
            F.maybe("bootp", Bootp.SHAPE, NetworkDhcp::bootp);
    static final Shape<NetworkDhcp> SHAPE =
            F.shape(
                    v -> new NetworkDhcp(v.get(RANGES), v.get(HOSTS), v.get(BOOTP), v.kept()),
                    NetworkDhcp::kept);

    public NetworkDhcp {
        ranges = List.copyOf(ranges);
        hosts = List.copyOf(hosts);
    }

    /// Whether nothing is given.
    boolean isEmpty() {
        return ranges.isEmpty() && hosts.isEmpty() && bootp.isEmpty() && kept.isEmpty();
    }

    /// Addresses for any guest.
    public record Range(IpAddress start, IpAddress end, Optional<Lease> lease, Kept kept) {
        private static final Fields<Range> F = Fields.of("range");
        private static final Field<Range, IpAddress> START =
                F.required("start", DocumentCodecs.IP, Range::start);
        private static final Field<Range, IpAddress> END =
                F.required("end", DocumentCodecs.IP, Range::end);
        private static final Field<Range, Optional<Lease>> LEASE =
                F.maybe("lease", Lease.SHAPE, Range::lease);
        static final Shape<Range> SHAPE =
                F.shape(
                        v -> new Range(v.get(START), v.get(END), v.get(LEASE), v.kept()),
                        Range::kept);
    }

    /// The address of one guest.
    ///
    /// @param id a DHCP identifier, for IPv6
    /// @param mac the card's address
    public record Host(
            Optional<String> id,
            Optional<String> mac,
            Optional<String> name,
            Optional<IpAddress> ip,
            Optional<Lease> lease,
            Kept kept) {
        private static final Fields<Host> F = Fields.of("host");
        private static final Field<Host, Optional<String>> ID =
                F.optional("id", Codec.WORD, Host::id);
        private static final Field<Host, Optional<String>> MAC =
                F.optional("mac", DocumentCodecs.MAC_TEXT, Host::mac);
        private static final Field<Host, Optional<String>> NAME =
                F.optional("name", Codec.WORD, Host::name);
        private static final Field<Host, Optional<IpAddress>> IP =
                F.optional("ip", DocumentCodecs.IP, Host::ip);
        private static final Field<Host, Optional<Lease>> LEASE =
                F.maybe("lease", Lease.SHAPE, Host::lease);
        static final Shape<Host> SHAPE =
                F.shape(
                        v ->
                                new Host(
                                        v.get(ID),
                                        v.get(MAC),
                                        v.get(NAME),
                                        v.get(IP),
                                        v.get(LEASE),
                                        v.kept()),
                        Host::kept);

        public Host {
            if (ip.isEmpty()) {
                throw new IllegalArgumentException(
                        "attribute 'ip' is missing, the guest's address");
            }
            if (id.isEmpty() && mac.isEmpty() && name.isEmpty()) {
                throw new IllegalArgumentException(
                        "a host needs one of the attributes 'mac', 'id' and 'name'");
            }
        }
    }

    /// For how long.
    ///
    /// @param expiry 0 for ever
    /// @param unit minutes where missing; not written for ever
    public record Lease(long expiry, Optional<String> unit, Kept kept) {
        private static final Fields<Lease> F = Fields.of("lease");
        private static final Field<Lease, Long> EXPIRY =
                F.required("expiry", DocumentCodecs.expiry(), Lease::expiry);
        private static final Field<Lease, Optional<String>> UNIT =
                F.optional("unit", Codec.words("seconds", "minutes", "hours"), Lease::unit);
        static final Shape<Lease> SHAPE =
                F.shape(v -> new Lease(v.get(EXPIRY), v.get(UNIT), v.kept()), Lease::kept);

        public Lease {
            boolean seconds = unit.isPresent() && unit.get().equals("seconds");
            if (expiry > 0 && seconds && expiry < 120) {
                throw new IllegalArgumentException(
                        "a lease of "
                                + expiry
                                + " seconds is too short, expected 2 minutes or more");
            }
            unit = expiry == 0 ? Optional.empty() : unit.or(() -> Optional.of("minutes"));
        }
    }

    /// What a guest boots that boots from the network.
    ///
    /// @param file the file's name
    /// @param server who has it
    public record Bootp(String file, Optional<String> server, Kept kept) {
        private static final Fields<Bootp> F = Fields.of("bootp");
        private static final Field<Bootp, String> FILE =
                F.required("file", Codec.WORD, Bootp::file);
        private static final Field<Bootp, Optional<String>> SERVER =
                F.optional("server", Codec.WORD, Bootp::server);
        static final Shape<Bootp> SHAPE =
                F.shape(v -> new Bootp(v.get(FILE), v.get(SERVER), v.kept()), Bootp::kept);
    }
}
