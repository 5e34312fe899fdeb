package dev.mullion.residue;

/** Whose deliveries are played. */
enum Vendor {
    GITHUB,
    STRIPE,
    XERO
}
