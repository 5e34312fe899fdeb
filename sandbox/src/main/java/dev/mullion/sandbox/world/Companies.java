package dev.mullion.sandbox.world;

import dev.mullion.sandbox.world.RepositoryChange.Archived;
import dev.mullion.sandbox.world.RepositoryChange.Created;
import dev.mullion.sandbox.world.RepositoryChange.Privatized;
import dev.mullion.sandbox.world.RepositoryChange.Renamed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The two companies there are. Every name says that it is made up. */
public final class Companies {
    private static final Instant FIRST_REPOSITORY = Instant.parse("2021-03-01T09:00:00Z");

    private final LocalDate anchor;

    private Companies(LocalDate anchor) {
        this.anchor = anchor;
    }

    /**
     * The company of that name as it is on the day of the anchor.
     *
     * @throws IllegalArgumentException if the name is neither {@code sample} nor {@code neighbour}
     */
    public static Company named(String name, LocalDate anchor) {
        return switch (name) {
            case "sample" -> new Companies(anchor).sample();
            case "neighbour" -> new Companies(anchor).neighbour();
            default ->
                throw new IllegalArgumentException(
                        "there is no company of that name; the companies are sample and neighbour");
        };
    }

    private Company sample() {
        var zones =
                List.of("Europe/Berlin", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Los_Angeles");
        var people = people("sample-person", "sample-company.example", 1, 200, zones, 9);
        var bots = List.of(bot("sample-updates[bot]", 1), bot("sample-base-images[bot]", 2));
        return new Company(
                1,
                "sample-company",
                "sample-company.example",
                people,
                people.subList(0, 90),
                bots,
                sampleRepositories());
    }

    private List<Repository> sampleRepositories() {
        return List.of(
                repository(101, "checkout", "Java", true, 4.6),
                repository(102, "ledger-api", "Kotlin", true, 3.2),
                repository(103, "mobile-app", "Swift", true, 4.2),
                repository(104, "web-shop", "TypeScript", true, 4.4),
                repository(105, "infra", "HCL", true, 2.6),
                repository(106, "design-system", "TypeScript", false, 1.6, new Renamed(daysAgo(203), "ui-kit")),
                repository(107, "payments-gateway", "Java", true, 2.2),
                repository(108, "search-service", "Go", true, 1.9),
                repository(109, "data-pipelines", "Python", true, 2.0),
                repository(110, "notifications", "Go", true, 1.3),
                repository(111, "identity", "Java", true, 1.4),
                repository(112, "admin-console", "TypeScript", true, 1.7),
                repository(113, "warehouse-sync", "Kotlin", true, 1.1),
                repository(114, "pricing-engine", "Java", true, 1.2),
                repository(115, "android-app", "Kotlin", true, 2.4),
                repository(116, "customer-portal", "TypeScript", true, 1.5),
                repository(117, "public-docs", "MDX", false, 1.0),
                repository(118, "api-clients", "TypeScript", false, 0.7),
                repository(119, "build-tools", "Shell", true, 0.6),
                repository(120, "load-tests", "JavaScript", true, 0.4),
                repository(121, "feature-flags", "Go", false, 0.5, new Privatized(daysAgo(61))),
                repository(122, "recommendations", "Python", true, 1.1, new Created(daysAgo(148))),
                repository(123, "legacy-portal", "Ruby", true, 0.5, new Archived(daysAgo(97))),
                repository(124, "synthetic-fixtures", "Java", false, 0.3));
    }

    private Company neighbour() {
        var zones = List.of("Australia/Sydney", "Europe/London");
        var people = people("neighbour-person", "neighbour-works.example", 2, 40, zones, 7);
        var repositories = List.of(
                repository(201, "booking-engine", "Python", true, 1.8),
                repository(202, "partner-api", "Python", true, 1.2),
                repository(203, "field-app", "Dart", true, 1.0),
                repository(204, "platform", "HCL", true, 0.6),
                repository(205, "website", "TypeScript", false, 0.5),
                repository(206, "reports", "R", true, 0.3));
        var bots = List.of(bot("neighbour-updates[bot]", 3));
        return new Company(
                2, "neighbour-works", "neighbour-works.example", people, people.subList(0, 18), bots, repositories);
    }

    private static List<Person> people(
            String login, String domain, int company, int count, List<String> zones, int starts) {
        var people = new ArrayList<Person>(count);
        for (int i = 1; i <= count; i++) {
            String number = String.format("%03d", i);
            String name = "Synthetic Person " + number;
            ZoneId zone = ZoneId.of(zones.get(i % zones.size()));
            long id = 90_000_000L + company * 100_000L + i * 37L;
            people.add(new Person(
                    id,
                    login + "-" + number,
                    name,
                    login + "-" + number + "@" + domain,
                    zone,
                    starts + i % 3 / 2,
                    false));
        }
        return people;
    }

    private static Person bot(String login, int number) {
        String name = login.replace("[bot]", "");
        String email = name + "@bots.example";
        return new Person(95_000_000L + number, login, name, email, ZoneOffset.UTC, 4, true);
    }

    private Repository repository(
            int key, String name, String language, boolean isPrivate, double pace, RepositoryChange... change) {
        Instant createdAt = FIRST_REPOSITORY.plusSeconds(key % 100 * 1_234_567L);
        for (RepositoryChange each : change) {
            createdAt = each instanceof Created ? each.at() : createdAt;
        }
        return new Repository(
                key, name, language, isPrivate, pace, 900 + key * 211 % 40_000, createdAt, List.of(change));
    }

    private Instant daysAgo(int days) {
        return anchor.minusDays(days).atTime(LocalTime.of(14, 0, 0)).toInstant(ZoneOffset.UTC);
    }
}
