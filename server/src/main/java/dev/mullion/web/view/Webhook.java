package dev.mullion.web.view;

import java.util.List;

/**
 * Where a vendor sends what happens, for who sets that up there.
 *
 * @param purpose what it is good for, and what to do
 * @param url the connection's own; what comes to it counts only with a signature
 * @param events to choose at the vendor
 */
public record Webhook(String vendor, String purpose, String url, List<String> events) {

    public Webhook {
        events = List.copyOf(events);
    }
}
