package dev.mullion.egress.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.0.0.1",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.175.48.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "100:0:0:1::1",
                "2001:0:7f00:1::1",
                "2001:1::1",
                "2001:2::1",
                "2001:3::1",
                "2001:4:112::1",
                "2001:10::1",
                "2001:20::1",
                "2001:30::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ffff::1"
            })
    @Attack("reliability-26")
    void noSuchAddressIsAPublicHosts(String address) {
        assertThat(SpecialAddresses.name(InetAddress.ofLiteral(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "140.82.112.5",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2003::1",
                "2606:4700::1111",
                "2a00:1450::1",
                "2620:4f:8001::1"
            })
    void theseMayBe(String address) {
        assertThat(SpecialAddresses.name(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void anAddressOfOneLinkIsNoPublicHosts() throws UnknownHostException {
        byte[] bytes = InetAddress.ofLiteral("2606:4700::1111").getAddress();

        assertThat(SpecialAddresses.name(Inet6Address.getByAddress(null, bytes, 3)))
                .isPresent();
    }

    @Property(tries = 20_000)
    void whateverJavaKnowsIsKnownHereToo(@ForAll("anyAddress") InetAddress address) {
        boolean isKnown = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();

        if (isKnown) {
            assertThat(SpecialAddresses.name(address)).as("%s", address).isPresent();
        }
    }

    /** Mapped, compatible, NAT64, 6to4 and Teredo: whatever stands inside, nobody is reached through them. */
    @Property(tries = 5_000)
    @Attack("reliability-26")
    void anIpv4AddressInsideAnIpv6OneIsRefused(@ForAll int inside) throws UnknownHostException {
        String high = "%x".formatted(inside >>> 16);
        String low = "%x".formatted(inside & 0xffff);
        for (String form :
                List.of("::%s:%s", "64:ff9b::%s:%s", "64:ff9b:1::%s:%s", "2002:%s:%s::1", "2001:0:%s:%s::1")) {
            InetAddress address = InetAddress.ofLiteral(form.formatted(high, low));

            assertThat(SpecialAddresses.name(address)).as("%s", address).isPresent();
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = -1;
        for (int i = 0; i < 4; i++) {
            mapped[12 + i] = (byte) (inside >>> (24 - 8 * i));
        }
        assertThat(SpecialAddresses.name(Inet6Address.getByAddress(null, mapped, -1)))
                .isPresent();
    }

    @Property(tries = 5_000)
    void everyAddressOfABlockIsRefused(@ForAll("inABlock") InetAddress address) {
        assertThat(SpecialAddresses.name(address)).as("%s", address).isPresent();
    }

    @Provide
    Arbitrary<InetAddress> anyAddress() {
        return Arbitraries.of(4, 16)
                .flatMap(length ->
                        Arbitraries.bytes().array(byte[].class).ofSize(length).map(SpecialAddressesTest::address));
    }

    /** Between the two edges of a block, whichever bits behind the prefix. */
    @Provide
    Arbitrary<InetAddress> inABlock() {
        List<InetAddress> edges = SpecialAddresses.edges();
        return Arbitraries.integers()
                .between(0, edges.size() / 2 - 1)
                .flatMap(block -> Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(16)
                        .map(random -> {
                            byte[] first = edges.get(2 * block).getAddress();
                            byte[] last = edges.get(2 * block + 1).getAddress();
                            for (int i = 0; i < first.length; i++) {
                                first[i] |= (byte) (random[i] & (first[i] ^ last[i]));
                            }
                            return address(first);
                        }));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
