package dev.mullion.egress.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * All addresses of one family that begin with the same bits.
 *
 * @param bytes how long an address of the family is: 4 or 16
 * @param prefix how many bits are the same
 * @param start the first address
 */
record Block(int bytes, int prefix, BigInteger start, String name) {

    Block {
        if (prefix < 0 || prefix > bytes * 8) {
            throw new IllegalArgumentException(
                    "a prefix of this family has 0 to " + bytes * 8 + " bits, was " + prefix);
        }
        if (!start.equals(cut(start, bytes, prefix))) {
            throw new IllegalArgumentException("bits are set behind the prefix of " + name);
        }
    }

    /** Reads {@code 192.0.2.0/24 documentation}. */
    static Block parse(String line) {
        String[] parts = line.strip().split("[/ ]+", 3);
        try {
            // A literal: no name is ever looked up here.
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            return new Block(address.length, Integer.parseInt(parts[1]), new BigInteger(1, address), parts[2]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("an address/prefix and a name were expected: " + line, e);
        }
    }

    boolean holds(byte[] address) {
        return address.length == bytes
                && cut(new BigInteger(1, address), bytes, prefix).equals(start);
    }

    InetAddress first() {
        return address(start);
    }

    InetAddress last() {
        return address(start.add(BigInteger.ONE.shiftLeft(bytes * 8 - prefix)).subtract(BigInteger.ONE));
    }

    private InetAddress address(BigInteger value) {
        byte[] address = new byte[bytes];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, bytes);
        System.arraycopy(digits, digits.length - length, address, bytes - length, length);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }

    private static BigInteger cut(BigInteger address, int bytes, int prefix) {
        int rest = bytes * 8 - prefix;
        return address.shiftRight(rest).shiftLeft(rest);
    }
}
