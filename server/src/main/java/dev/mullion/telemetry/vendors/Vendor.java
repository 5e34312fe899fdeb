package dev.mullion.telemetry.vendors;

/**
 * One business of the catalogue.
 *
 * @param id stays the same for good: it is stored
 * @param name as it is shown
 * @param domain where it is at home
 * @param category what it is bought for
 */
public record Vendor(String id, String name, String domain, String category) {}
