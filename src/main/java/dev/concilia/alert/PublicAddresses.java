package dev.concilia.alert;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of a host and lets only public ones through. The connection is made to what this returns, so a name
 * that is asked twice and answers differently gains nothing.
 */
final class PublicAddresses implements DnsResolver {
    private final boolean allowPrivate;

    PublicAddresses(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** The host has an address that is not on the internet. */
    static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        PrivateAddressException(String host) {
            super(host);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
            throw new PrivateAddressException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether an address is one of the internet at large. Source: the IANA special-purpose address registries. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> isPublic4(v4.getAddress(), 0);
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] b, int at) {
        int first = b[at] & 0xFF;
        int second = b[at + 1] & 0xFF;
        int third = b[at + 2] & 0xFF;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127; // shared by providers
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Only what is handed out (2000::/3), and not what wraps an IPv4 address that would be refused. */
    private static boolean isPublic6(byte[] b) {
        int head = (b[0] & 0xFF) << 8 | b[1] & 0xFF;
        int next = (b[2] & 0xFF) << 8 | b[3] & 0xFF;
        if (head == 0x2002) {
            return isPublic4(b, 2); // 6to4
        }
        if (head == 0x0064 && next == 0xFF9B) {
            return isPublic4(b, 12); // NAT64
        }
        boolean handedOut = (head & 0xE000) == 0x2000;
        boolean teredoOrSpecial = head == 0x2001 && next < 0x0200;
        boolean documentation = head == 0x2001 && next == 0x0DB8 || head == 0x3FFF;
        return handedOut && !teredoOrSpecial && !documentation;
    }
}
