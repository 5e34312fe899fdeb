package dev.mullion.egress.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are no public host: the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890 and its updates)
 * with everything that is multicast, reserved or translated into another address, whether or not the registry calls it
 * globally reachable: no vendor serves there, and a tunnel's address hides the one behind it. Java's own predicates
 * know loopback, link-local, site-local, any and multicast alone.
 */
public final class SpecialAddresses {

    private static final List<Block> BLOCKS = """
            0.0.0.0/8          this network
            10.0.0.0/8         private use
            100.64.0.0/10      shared by the customers of a carrier
            127.0.0.0/8        loopback
            169.254.0.0/16     link-local, and the metadata of clouds
            172.16.0.0/12      private use
            192.0.0.0/24       protocol assignments
            192.0.2.0/24       documentation
            192.31.196.0/24    AS112
            192.52.193.0/24    multicast relays
            192.88.99.0/24     6to4 relays
            192.168.0.0/16     private use
            192.175.48.0/24    AS112
            198.18.0.0/15      benchmarks
            198.51.100.0/24    documentation
            203.0.113.0/24     documentation
            224.0.0.0/4        multicast
            240.0.0.0/4        reserved, and broadcast
            168.63.129.16/32   the platform under a virtual machine of Azure
            2001::/23          protocol assignments: Teredo, benchmarks, ORCHID and others
            2001:db8::/32      documentation
            2002::/16          6to4: an IPv4 address behind it
            2620:4f:8000::/48  AS112
            3fff::/20          documentation
            """.lines().map(Block::parse).toList();

    /** Global unicast as far as IANA has given it out; loopback, mapped, NAT64, local and all others lie outside. */
    private static final Block GLOBAL_UNICAST = Block.parse("2000::/3 global unicast");

    private SpecialAddresses() {}

    /** What an address is, in words, when it is no public host's; empty when it may be one. */
    public static Optional<String> name(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address scoped && scoped.getScopeId() != 0) {
            return Optional.of("of one link only");
        }
        if (bytes.length == 16 && !GLOBAL_UNICAST.holds(bytes)) {
            return Optional.of("outside of global unicast");
        }
        return BLOCKS.stream().filter(block -> block.holds(bytes)).findFirst().map(Block::name);
    }

    /** The first and the last address of each block, for probes that try what is refused. */
    public static List<InetAddress> edges() {
        return BLOCKS.stream()
                .flatMap(block -> List.of(block.first(), block.last()).stream())
                .toList();
    }
}
