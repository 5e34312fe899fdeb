package dev.mullion.connectors;

/** How one vendor is asked. Every client that goes out to a vendor is one of these, so that checks find them all. */
public interface VendorApi {

    VendorClient client();
}
