package dev.sst.incidents;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves a sink's host and refuses addresses that no receiver of incidents has: link-local ones, where clouds keep their
 * metadata service, that service's other addresses, multicast and {@code 0.0.0.0}. Loopback and private networks are allowed,
 * because the operator wrote the URL and such receivers live there. The client connects to exactly the addresses that were
 * checked, so that a name cannot change in between. One refused address refuses the name. Thread-safe.
 */
final class AllowedAddresses implements DnsResolver {

    /** Metadata services outside the link-local range: EC2 over IPv6, Alibaba, Oracle. */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    private final DnsResolver names;

    AllowedAddresses() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    AllowedAddresses(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            if (refused(address)) {
                throw new RefusedAddressException(host, address);
            }
        }
        return addresses;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private static boolean refused(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress())
                || (address instanceof Inet4Address && (address.getAddress()[0] & 0xff) == 0);
    }

    /** Our own rules refuse it. */
    static final class RefusedAddressException extends UnknownHostException {
        private RefusedAddressException(String host, InetAddress address) {
            super(host + " is " + address.getHostAddress() + ", an address that incidents are never sent to");
        }
    }
}
