package dev.mullion.connectors.xero;

import dev.mullion.Attack;
import dev.mullion.connectors.projection.HostileReading;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.keys.IdHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

@Attack("reliability-35")
class AnyXeroBytesTest {

    private static final BookPage.Owner OWNER =
            new BookPage.Owner(new UUID(1, 2), (_, id) -> new IdHash(UUID.nameUUIDFromBytes(id)));
    private static final XeroEvents EVENTS = new XeroEvents();
    private static final TokenReading TOKENS = new TokenReading(new Parsers(List.of()));
    private static final List<HostileReading> READINGS = readings(new Parsers(BookPages.names()));

    private static List<HostileReading> readings(Parsers parsers) {
        List<HostileReading> all = new ArrayList<>();
        for (BookPage page : BookPages.all(parsers)) {
            all.add(new HostileReading(page.part(), page.list(), body -> page.page(body, OWNER, 1)));
        }
        OrganisationReading organisation = new OrganisationReading(parsers);
        all.add(new HostileReading(
                "the organisation",
                organisation.list(),
                body -> organisation.books(body, OWNER.source(), Instant.EPOCH)));
        all.add(new HostileReading("a token", TOKENS.list(), body -> {
            TOKENS.access(body);
            TOKENS.refresh(body);
            return TOKENS.seconds(body) + TOKENS.granted(body).toString();
        }));
        return all;
    }

    @Provide
    Arbitrary<HostileReading> readings() {
        return Arbitraries.of(READINGS);
    }

    @Property(tries = 6_000)
    void whatIsWrongAnywhereIsKeptOrRefusedAndNeverThrows(
            @ForAll @From("readings") HostileReading reading, @ForAll Random random) {
        byte[] body = reading.hostile(random);

        reading.survives(body);
        EVENTS.events(body, body.length);
        TOKENS.consent(body);
    }

    @Property(tries = 1_000)
    void bytesOfAnyKindAreRefused(
            @ForAll @From("readings") HostileReading reading, @ForAll @Size(max = 200) byte[] body) {
        reading.survives(body);
        EVENTS.events(body, body.length);
        TOKENS.consent(body);
    }
}
