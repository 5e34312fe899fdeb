package dev.mullion.connectors.github;

import dev.mullion.Attack;
import dev.mullion.connectors.projection.HostileReading;
import dev.mullion.connectors.projection.Parsers;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What GitHub answers, of REST and of GraphQL. */
@Attack("reliability-35")
class AnyAnswerTest {

    private static final List<HostileReading> READINGS = readings(new Parsers(FieldNames.all()));

    private static List<HostileReading> readings(Parsers parsers) {
        PullRequestPage pulled = new PullRequestPage(parsers);
        RepositoryListing repositories = new RepositoryListing(parsers);
        GrantReading grant = new GrantReading(parsers);
        TokenReading token = new TokenReading(parsers);
        ListedInstallations installations = new ListedInstallations(parsers);
        PersonReading person = new PersonReading(parsers);
        PersonTokenReading persons = new PersonTokenReading(parsers);
        SeenRepositories seen = new SeenRepositories(parsers);
        return List.of(
                new HostileReading(
                        "a page of pull requests",
                        pulled.list(),
                        body -> pulled.fault(body).isPresent() ? "" : pulled.page(body, Hashes.HASHER, null)),
                new HostileReading(
                        "a page of repositories",
                        repositories.list(),
                        body -> repositories.listing(body, Hashes.HASHER)),
                new HostileReading("a grant", grant.list(), grant::grant),
                new HostileReading("a token", token.list(), body -> {
                    token.token(body);
                    return token.expiresAt(body) + token.permissions(body).toString();
                }),
                new HostileReading("a page of installations", installations.list(), installations::installations),
                new HostileReading("a person", person.list(), person::id),
                new HostileReading("a person's token", persons.list(), body -> {
                    persons.token(body);
                    return persons.hasScopes(body);
                }),
                new HostileReading("a page of repositories that are seen", seen.list(), seen::page));
    }

    @Provide
    Arbitrary<HostileReading> readings() {
        return Arbitraries.of(READINGS);
    }

    @Property(tries = 6_000)
    void whatIsWrongAnywhereIsKeptOrRefusedAndNeverThrows(
            @ForAll @From("readings") HostileReading reading, @ForAll Random random) {
        reading.survives(reading.hostile(random));
    }

    @Property(tries = 1_000)
    void bytesOfAnyKindAreRefused(
            @ForAll @From("readings") HostileReading reading, @ForAll @Size(max = 200) byte[] body) {
        reading.survives(body);
    }
}
