package dev.mullion.connectors.xero;

import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.Grants;
import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Tried;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.connectors.consent.ConsentTokens;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.egress.Endpoint;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the books of one organisation: what changed since the last complete walk, the latest first. In that order an
 * entry that changes while its list is walked only pushes others to later pages; in the other order it would pull one
 * past the reader.
 */
@Component
class XeroPuller implements Puller {

    /** What the names of organisations begin with where their budgets are counted. */
    static final String ORGANISATION = "organisation-";

    /** Whole seconds of UTC without a zone, which is the form that Xero reads everywhere. */
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final XeroApi api;
    private final XeroTokens tokens;
    private final XeroTenants tenants;
    private final ConsentTokens custody;
    private final ConsentAccounts accounts;
    private final Grants grants;
    private final Workspaces workspaces;
    private final KeyRing keys;
    private final Clock clock;
    private final OrganisationReading organisation;
    private final List<BookPage> pages;

    XeroPuller(
            XeroApi api,
            XeroTokens tokens,
            XeroTenants tenants,
            ConsentTokens custody,
            ConsentAccounts accounts,
            Grants grants,
            Workspaces workspaces,
            KeyRing keys,
            Clock clock) {
        this.api = api;
        this.tokens = tokens;
        this.tenants = tenants;
        this.custody = custody;
        this.accounts = accounts;
        this.grants = grants;
        this.workspaces = workspaces;
        this.keys = keys;
        this.clock = clock;
        Parsers parsers = new Parsers(BookPages.names());
        this.organisation = new OrganisationReading(parsers);
        this.pages = BookPages.all(parsers);
    }

    /** The organisation of a link, and the consent that opens it. */
    private record Way(Consent consent, UUID tenant) {}

    @Override
    public String connector() {
        return "xero";
    }

    @Override
    public Manifest manifest() {
        return XeroManifest.manifest();
    }

    @Override
    public Optional<String> refusal(Map<String, String> granted) {
        return XeroTokens.refusal(granted);
    }

    @Override
    public Optional<String> missing() {
        return tokens.canAsk()
                ? Optional.empty()
                : Optional.of(
                        "MULLION_XERO_CLIENT_ID and MULLION_XERO_CLIENT_SECRET_FILE, on a server with the role worker");
    }

    @Override
    public Pulled<Boolean> check(Link link) {
        Pulled<Way> way = way(link);
        if (!(way instanceof Pulled.Got<Way>(Way found, long _))) {
            return way.failure();
        }
        Pulled<Boolean> stands = withToken(
                link,
                found,
                token -> tenants.heard(found.consent().id(), token, Optional.empty()),
                open -> open.stream().anyMatch(each -> each.tenant().equals(found.tenant())));
        if (!(stands instanceof Pulled.Got<Boolean>(Boolean isOpen, long _))) {
            return stands;
        }
        tokens.granted(found.consent().id()).ifPresent(granted -> grants.read(link, manifest(), granted));
        return isOpen ? stands : gone();
    }

    /** Of lists nothing is asked but what changed from now on: an answer says that it may be asked, and no more. */
    @Override
    public Pulled<List<Tried>> tried(Link link) {
        Pulled<Boolean> stands = check(link);
        if (!(stands instanceof Pulled.Got<Boolean>)) {
            return stands.failure();
        }
        return new Pulled.Got<>(
                manifest().asks().stream()
                        .map(scope -> Tried.of(scope, trial(link, scope, stands)))
                        .toList(),
                0);
    }

    private Pulled<?> trial(Link link, Manifest.Scope scope, Pulled<Boolean> stands) {
        return switch (scope.key()) {
            case "offline_access" -> stands;
            case "accounting.settings" -> list(link, null);
            case "accounting.invoices" -> firstFailure(link, "invoices", "credit-notes");
            case "accounting.payments" -> firstFailure(link, "payments", "overpayments", "prepayments");
            default -> throw new IllegalStateException("no list tries " + scope.name());
        };
    }

    private Pulled<?> firstFailure(Link link, String... parts) {
        Instant now = clock.instant();
        Pulled<?> answer = new Pulled.Failed<>("nothing was asked");
        for (String part : parts) {
            answer = page(link, new Part(part, part, now), null, now);
            if (!(answer instanceof Pulled.Got<?>)) {
                return answer;
            }
        }
        return answer;
    }

    private static <T> Pulled<T> gone() {
        return new Pulled.Ended<>(
                State.DISCONNECTED, "Xero says that this organisation is no longer connected; connect Xero again");
    }

    @Override
    public Pulled<Listing> list(Link link, @Nullable String next) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Part> parts = IntStream.range(0, pages.size())
                .mapToObj(place ->
                        new Part(pages.get(place).part(), pages.get(place).part(), Instant.EPOCH.minusSeconds(place)))
                .toList();
        Endpoint endpoint = api.client().here(XeroManifest.ORGANISATION);
        return asked(link, way -> Call.get(endpoint.address(List.of()), account(way)), organisation.list(), reading -> {
            var books = organisation.books(reading, link.connection().value(), now);
            return new Listing(parts, List.of(books), parts.size(), null);
        });
    }

    @Override
    public Pulled<Page> page(Link link, Part part, @Nullable String after) {
        return page(link, part, after, null);
    }

    @Override
    public Pulled<Page> page(Link link, Part part, @Nullable String after, @Nullable Instant since) {
        Optional<BookPage> page =
                pages.stream().filter(each -> each.part().equals(part.key())).findFirst();
        int number = number(after);
        if (page.isEmpty() || number < 1) {
            return new Pulled.Lost<>("the position is none of Xero's");
        }
        BookPage.Owner owner = new BookPage.Owner(
                link.connection().value(), keys.idHasher(link.workspace().value()));
        return asked(
                link,
                way -> since(call(page.get(), way, number), since),
                page.get().list(),
                reading -> page.get().page(reading, owner, number));
    }

    private static int number(@Nullable String after) {
        if (after == null) {
            return 1;
        }
        return after.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(after) : 0;
    }

    private Call call(BookPage page, Way way, int number) {
        Endpoint endpoint = api.client().here(page.endpoint());
        boolean isSummary =
                endpoint.query().stream().anyMatch(query -> query.name().equals("summaryOnly"));
        String[] always = {
            "order",
            XeroManifest.ORDER,
            "pageSize",
            Integer.toString(XeroManifest.PAGE_SIZE),
            "page",
            Integer.toString(number),
            "summaryOnly",
            "true"
        };
        return Call.get(
                endpoint.address(List.of(), isSummary ? always : java.util.Arrays.copyOf(always, always.length - 2)),
                account(way));
    }

    private static Call since(Call call, @Nullable Instant since) {
        return since == null
                ? call
                : call.header("If-Modified-Since", SECONDS.format(LocalDateTime.ofInstant(since, ZoneOffset.UTC)));
    }

    private static String account(Way way) {
        return ORGANISATION + way.tenant();
    }

    private Pulled<Way> way(Link link) {
        Optional<Way> way = workspaces.within(
                link.workspace(),
                () -> accounts.of(link.connection())
                        .flatMap(consent -> consent.accounts().stream()
                                .filter(account -> link.connection().equals(account.connection()))
                                .findFirst()
                                .map(account -> new Way(consent, account.account()))));
        if (way.isEmpty() || way.get().consent().state() == Consent.State.ENDED) {
            return new Pulled.Ended<>(State.DISCONNECTED, "the consent has ended; connect Xero again");
        }
        return new Pulled.Got<>(way.get(), 0);
    }

    private <T> Pulled<T> asked(Link link, Function<Way, Call> call, AllowList list, Function<Reading, T> kept) {
        Pulled<Way> way = way(link);
        if (!(way instanceof Pulled.Got<Way>(Way found, long _))) {
            return way.failure();
        }
        Call asking = call.apply(found)
                .header(XeroManifest.TENANT_HEADER, found.tenant().toString());
        return withToken(
                link,
                found,
                token -> api.client()
                        .ask(asking.with(sending -> sending.bearer(token)), list, (reading, _) -> kept.apply(reading)),
                Function.identity());
    }

    /** A refused token is renewed once; a forbidden organisation is looked for among those that are still open. */
    private <T, U> Pulled<U> withToken(Link link, Way way, Function<HeldToken, Heard<T>> asking, Function<T, U> meant) {
        for (boolean isRenewed = false; ; isRenewed = true) {
            Pulled<HeldToken> token = tokens.of(link.workspace(), way.consent().id());
            if (!(token instanceof Pulled.Got<HeldToken>(HeldToken held, long _))) {
                return token.failure();
            }
            switch (asking.apply(held)) {
                case Heard.Said<T> said -> {
                    proved(link, way);
                    return new Pulled.Got<>(meant.apply(said.value()), said.bytes());
                }
                case Heard.Late<T> late -> {
                    return new Pulled.Later<>(late.until(), late.why());
                }
                case Heard.Broken<T> broken -> {
                    return new Pulled.Failed<>(broken.why());
                }
                case Heard.Turned<T> turned -> {
                    if (turned.status() != 401 || isRenewed || turned.words().contains(XeroApi.INSUFFICIENT_SCOPE)) {
                        return turned(way, held, turned);
                    }
                    tokens.drop(way.consent().id(), held);
                }
            }
        }
    }

    private <U> Pulled<U> turned(Way way, HeldToken token, Heard.Turned<?> turned) {
        if (turned.words().contains(XeroApi.INSUFFICIENT_SCOPE)) {
            return new Pulled.Closed<>("the consent lacks a permission that reading needs; connect Xero again");
        }
        if (turned.status() == 401) {
            return new Pulled.Ended<>(
                    State.DISCONNECTED, "Xero accepts no token of this consent any more; connect Xero again");
        }
        boolean isGone = turned.status() == 403
                && tenants.of(way.consent().id(), token, Optional.empty())
                        instanceof Pulled.Got<List<TenantListing.Tenant>>(List<TenantListing.Tenant> open, long _)
                && open.stream().noneMatch(each -> each.tenant().equals(way.tenant()));
        return isGone ? gone() : new Pulled.Failed<>("Xero answered " + turned.status());
    }

    /** The newest token was seen to work, so the one before is not needed again. */
    private void proved(Link link, Way way) {
        if (tokens.proves(way.consent().id())) {
            workspaces.within(link.workspace(), () -> {
                custody.proved(way.consent().id());
                return true;
            });
        }
    }
}
