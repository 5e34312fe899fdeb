package dev.mullion.connectors;

import dev.mullion.egress.Budget;
import dev.mullion.egress.Endpoint;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one declaration of a connector. Consent page, trust page, the client that goes out and the checks of a grant are
 * all made of it: what is not here is neither asked, nor sent for, nor kept.
 *
 * @param vendor as people write it
 * @param domain whose numbers its facts make
 * @param reach what may be asked of the vendor, and how much
 * @param events names of the webhook events that something is kept of, as the vendor writes them
 * @param projections by event or question, every path that is ever read and what becomes of it
 */
public record Manifest(
        String vendor,
        Domain domain,
        Consent consent,
        Reach reach,
        List<String> events,
        SortedMap<String, List<KeptPath>> projections,
        Freshness freshness) {

    /** The name of what is read of every event, among the projections. */
    public static final String EVERY_EVENT = "*";

    public Manifest {
        events = List.copyOf(events);
        projections = Collections.unmodifiableSortedMap(new TreeMap<>(projections));
    }

    /**
     * What a person agrees to, in sentences.
     *
     * @param asks every permission, each with its reason
     * @param neverAsks what could be asked for and is not
     * @param reads how data arrives
     * @param keeps what is stored, by kind
     * @param never what is not stored whatever a payload holds
     */
    public record Consent(
            List<Scope> asks, List<String> neverAsks, List<String> reads, List<String> keeps, List<String> never) {
        public Consent {
            asks = List.copyOf(asks);
            neverAsks = List.copyOf(neverAsks);
            reads = List.copyOf(reads);
            keeps = List.copyOf(keeps);
            never = List.copyOf(never);
        }
    }

    /**
     * One permission of a vendor's.
     *
     * @param name as the vendor writes it, with what it allows: {@code pull_requests:read}
     */
    public record Scope(String name, String why, Need need) {

        /** The form in which a vendor that has no such pairs names it. */
        public String key() {
            return name.substring(0, name.indexOf(':'));
        }

        public String level() {
            return name.substring(name.indexOf(':') + 1);
        }

        public Scope {
            if (name.indexOf(':') < 1 || why.isBlank()) {
                throw new IllegalArgumentException("a permission is key:level, and has a reason: " + name);
            }
        }
    }

    /** A part of the product, in the order in which the pages have them. */
    public enum Domain {
        FINANCE,
        HIRING,
        ENGINEERING,
        SKILLS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a connection can do without. */
    public enum Need {
        NEEDED,
        OPTIONAL
    }

    /**
     * What goes out.
     *
     * @param headers those that calls carry in the clear
     */
    public record Reach(List<Endpoint> endpoints, List<String> headers, List<Budget> budgets) {
        public Reach {
            endpoints = List.copyOf(endpoints);
            headers = List.copyOf(headers);
            budgets = List.copyOf(budgets);
        }
    }

    /**
     * How old what is shown may be.
     *
     * @param every how often a connection is read
     * @param overlap how much of what was read before is read again each time, for what the vendor shows late
     * @param apart how long after the beginning of a run the vendor's own messages may bring about the next
     */
    public record Freshness(Duration every, Duration overlap, Duration apart) {}

    public List<Scope> asks() {
        return consent.asks();
    }

    public List<String> neverAsks() {
        return consent.neverAsks();
    }

    public List<String> reads() {
        return consent.reads();
    }

    public List<String> keeps() {
        return consent.keeps();
    }

    public List<String> never() {
        return consent.never();
    }

    /** What of a grant goes beyond what is asked, in the vendor's words and in their order; empty: nothing. */
    public List<String> broader(Map<String, String> granted) {
        return granted.entrySet().stream()
                .filter(one -> asks().stream()
                        .noneMatch(asked -> asked.key().equals(one.getKey())
                                && asked.level().equals(one.getValue())))
                .map(one -> one.getKey() + ":" + one.getValue())
                .sorted()
                .toList();
    }

    /** What a grant lacks without which nothing can be read; empty: nothing. */
    public List<String> missing(Map<String, String> granted) {
        return asks().stream()
                .filter(asked -> asked.need() == Need.NEEDED)
                .filter(asked -> !asked.level().equals(granted.get(asked.key())))
                .map(Scope::name)
                .toList();
    }
}
