package dev.mullion.egress;

/**
 * Puts what is secret into a request. Called once for each request, on the caller's thread, when the connection to the
 * judged address stands and its certificate is the host's: nothing is opened for a host that is not there. What it
 * throws ends the call, and nothing is sent.
 */
@FunctionalInterface
public interface Credential {

    void lend(Sending sending);
}
