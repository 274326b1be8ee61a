package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the network's name server answers: `<dns>`.
///
/// @param enable whether there is one
/// @param forwardPlainNames whether names without a dot are asked of others
public record NetworkDns(
        Optional<Boolean> enable,
        Optional<Boolean> forwardPlainNames,
        List<Forwarder> forwarders,
        List<Txt> texts,
        List<Srv> services,
        List<Host> hosts,
        Kept kept) {
    private static final Fields<NetworkDns> F = Fields.of("dns");
    private static final Field<NetworkDns, Optional<Boolean>> ENABLE =
            F.optional("enable", Codec.YES_NO, NetworkDns::enable);
    private static final Field<NetworkDns, Optional<Boolean>> FORWARD_PLAIN_NAMES =
            F.optional("forwardPlainNames", Codec.YES_NO, NetworkDns::forwardPlainNames);
    private static final Field<NetworkDns, List<Forwarder>> FORWARDERS =
            F.many("forwarder", Forwarder.SHAPE, NetworkDns::forwarders);
    private static final Field<NetworkDns, List<Txt>> TEXTS =
            F.many("txt", Txt.SHAPE, NetworkDns::texts);
    private static final Field<NetworkDns, List<Srv>> SERVICES =
            F.many("srv", Srv.SHAPE, NetworkDns::services);
    private static final Field<NetworkDns, List<Host>> HOSTS =
            F.many("host", Host.SHAPE, NetworkDns::hosts);
    static final Shape<NetworkDns> SHAPE =
            F.shape(
                    v ->
                            new NetworkDns(
                                    v.get(ENABLE),
                                    v.get(FORWARD_PLAIN_NAMES),
                                    v.get(FORWARDERS),
                                    v.get(TEXTS),
                                    v.get(SERVICES),
                                    v.get(HOSTS),
                                    v.kept()),
                    NetworkDns::kept);

    public NetworkDns {
        forwarders = List.copyOf(forwarders);
        texts = List.copyOf(texts);
        services = List.copyOf(services);
        hosts = List.copyOf(hosts);
    }

    /// Another server to ask.
    ///
    /// @param domain what names it is asked for; all where missing
    /// @param addr its address; where missing, these names are asked of nobody
    public record Forwarder(Optional<String> domain, Optional<IpAddress> addr, Kept kept) {
        private static final Fields<Forwarder> F = Fields.of("forwarder");
        private static final Field<Forwarder, Optional<String>> DOMAIN =
                F.optional("domain", Codec.WORD, Forwarder::domain);
        private static final Field<Forwarder, Optional<IpAddress>> ADDR =
                F.optional("addr", DocumentCodecs.IP, Forwarder::addr);
        static final Shape<Forwarder> SHAPE =
                F.shape(v -> new Forwarder(v.get(DOMAIN), v.get(ADDR), v.kept()), Forwarder::kept);

        public Forwarder {
            if (domain.isEmpty() && addr.isEmpty()) {
                throw new IllegalArgumentException(
                        "a forwarder needs the attribute 'addr' or the attribute 'domain'");
            }
        }
    }

    /// A text about a name.
    public record Txt(String name, String value, Kept kept) {
        private static final Fields<Txt> F = Fields.of("txt");
        private static final Field<Txt, String> NAME =
                F.required("name", DocumentCodecs.wordWithoutSpace(), Txt::name);
        private static final Field<Txt, String> VALUE = F.required("value", Codec.TEXT, Txt::value);
        static final Shape<Txt> SHAPE =
                F.shape(v -> new Txt(v.get(NAME), v.get(VALUE), v.kept()), Txt::kept);
    }

    /// Where a service is.
    ///
    /// @param service such as `ldap`
    public record Srv(
            String service,
            String protocol,
            Optional<String> domain,
            Optional<String> target,
            OptionalInt port,
            OptionalInt priority,
            OptionalInt weight,
            Kept kept) {
        private static final Fields<Srv> F = Fields.of("srv");
        private static final Field<Srv, String> SERVICE =
                F.required("service", Codec.WORD, Srv::service);
        private static final Field<Srv, String> PROTOCOL =
                F.required("protocol", Codec.words("tcp", "udp"), Srv::protocol);
        private static final Field<Srv, Optional<String>> DOMAIN =
                F.optional("domain", Codec.WORD, Srv::domain);
        private static final Field<Srv, Optional<String>> TARGET =
                F.optional("target", Codec.WORD, Srv::target);
        private static final Field<Srv, OptionalInt> PORT =
                F.optionalInt("port", Codec.number(1, 65535), Srv::port);
        private static final Field<Srv, OptionalInt> PRIORITY =
                F.optionalInt("priority", Codec.number(0, 65535), Srv::priority);
        private static final Field<Srv, OptionalInt> WEIGHT =
                F.optionalInt("weight", Codec.number(0, 65535), Srv::weight);
        static final Shape<Srv> SHAPE =
                F.shape(
                        v ->
                                new Srv(
                                        v.get(SERVICE),
                                        v.get(PROTOCOL),
                                        v.get(DOMAIN),
                                        v.get(TARGET),
                                        v.get(PORT),
                                        v.get(PRIORITY),
                                        v.get(WEIGHT),
                                        v.kept()),
                        Srv::kept);

        public Srv {
            if (target.isEmpty()
                    && (port.isPresent() || priority.isPresent() || weight.isPresent())) {
                throw new IllegalArgumentException(
                        "attribute 'target' is missing, which port, priority and weight need");
            }
        }
    }

    /// The names of an address.
    ///
    /// @param hostnames at least one
    public record Host(IpAddress ip, List<Hostname> hostnames, Kept kept) {
        private static final Fields<Host> F = Fields.of("host");
        private static final Field<Host, IpAddress> IP =
                F.required("ip", DocumentCodecs.IP, Host::ip);
        private static final Field<Host, List<Hostname>> HOSTNAMES =
                F.many("hostname", Hostname.SHAPE, Host::hostnames);
        static final Shape<Host> SHAPE =
                F.shape(v -> new Host(v.get(IP), v.get(HOSTNAMES), v.kept()), Host::kept);

        public Host {
            hostnames = List.copyOf(hostnames);
            if (hostnames.isEmpty()) {
                throw new IllegalArgumentException(
                        "element 'hostname' is missing, a name for address '" + ip + "'");
            }
        }
    }

    /// One name.
    public record Hostname(String name, Kept kept) {
        private static final Fields<Hostname> F = Fields.of("hostname");
        private static final Field<Hostname, String> NAME = F.content(Codec.WORD, Hostname::name);
        static final Shape<Hostname> SHAPE =
                F.shape(v -> new Hostname(v.get(NAME), v.kept()), Hostname::kept);
    }
}
