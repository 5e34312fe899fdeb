package dev.mullion.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. */
@FunctionalInterface
interface Resolver {

    /** The machine's own. The dot at the end makes the name whole: no search domain is tried behind it. */
    static Resolver ofThisMachine() {
        return name -> List.of(InetAddress.getAllByName(name + "."));
    }

    List<InetAddress> resolve(String name) throws UnknownHostException;
}
