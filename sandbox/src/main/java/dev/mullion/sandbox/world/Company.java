package dev.mullion.sandbox.world;

import java.util.List;

/**
 * An openly synthetic company. Its people outnumber those who commit: {@code authors} is the part that does.
 *
 * @param key small and unique; ids follow from it
 */
public record Company(
        int key,
        String login,
        String mailDomain,
        List<Person> people,
        List<Person> authors,
        List<Person> bots,
        List<Repository> repositories) {

    public Company {
        people = List.copyOf(people);
        authors = List.copyOf(authors);
        bots = List.copyOf(bots);
        repositories = List.copyOf(repositories);
    }

    public long id() {
        return 81_000_000L + key * 1_009L;
    }

    public Repository repository(String name) {
        return repositories.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(login + " has no repository called " + name));
    }

    /** Every repository has a core of its own; few people do most of the work, as everywhere. */
    Person author(Repository repository, Draw draw) {
        double skewed = draw.unit() * draw.unit();
        return authors.get((repository.key() * 7 + (int) (skewed * authors.size())) % authors.size());
    }

    Person reviewer(Repository repository, Person author, Draw draw) {
        Person reviewer = author(repository, draw);
        while (reviewer.equals(author)) {
            reviewer = author(repository, draw);
        }
        return reviewer;
    }
}
