package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Reply;
import dev.mullion.sandbox.xero.Organisation.Book;
import dev.mullion.sandbox.xero.Organisation.Entry;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What is answered to what. */
final class Replies {

    private static final String BOOKS = "/api.xro/2.0/";
    private static final int MOST_A_PAGE = 1_000;

    private final Door door;
    private List<Organisation> chosen = List.of();
    private Optional<UUID> user = Optional.empty();
    private Mood mood = Mood.KIND;
    private int questionsLeft;
    private int questionsBefore;
    private int pageSize = MOST_A_PAGE;

    Replies(Door door) {
        this.door = door;
    }

    Door door() {
        return door;
    }

    synchronized void feel(Mood other, int questions, int after) {
        mood = other;
        questionsLeft = questions;
        questionsBefore = after;
    }

    synchronized void willChoose(List<Organisation> organisations) {
        chosen = organisations;
    }

    synchronized void willSignIn(UUID person) {
        user = Optional.of(person);
    }

    synchronized void pageSize(int most) {
        pageSize = most;
    }

    synchronized Reply to(Question question) {
        if (question.is("GET", "/identity/connect/authorize")) {
            return door.authorise(question, user.orElseGet(UUID::randomUUID), chosen);
        }
        if (question.is("POST", "/connect/token")) {
            Reply answer = door.token(question, mood);
            return mood == Mood.LOST_ANSWER && isRefresh(question) ? answer.truncated() : answer;
        }
        if (question.is("POST", "/connect/revocation")) {
            return door.revoke(question);
        }
        return toToken(question);
    }

    private static boolean isRefresh(Question question) {
        return question.form().getOrDefault("grant_type", "").equals("refresh_token");
    }

    private Reply toToken(Question question) {
        if (mood == Mood.TOKENS_REFUSED || !door.isKnown(question.authorisation("Bearer"))) {
            return expired();
        }
        if (question.is("GET", "/connections")) {
            return Reply.json(200, links(question));
        }
        if (question.is("DELETE", "/connections/[0-9a-f-]{36}")) {
            String path = question.address().getPath();
            return door.unlink(question.authorisation("Bearer"), path.substring(path.lastIndexOf('/') + 1))
                    ? Reply.empty(204)
                    : XeroErrors.error(404, "Not Found", "NotFound");
        }
        return books(question);
    }

    private static Reply expired() {
        return XeroErrors.error(401, "Unauthorized", "TokenExpired: token expired at 01/23/2020 18:21:16");
    }

    private List<Map<String, Object>> links(Question question) {
        return door.links(question.authorisation("Bearer"), question.asked("authEventId")).stream()
                .map(link -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("id", link.id().toString());
                    shown.put("authEventId", link.event().toString());
                    shown.put("tenantId", link.organisation().tenant().toString());
                    shown.put("tenantType", "ORGANISATION");
                    shown.put("tenantName", link.organisation().name());
                    shown.put("createdDateUtc", zoneless(link.at()));
                    shown.put("updatedDateUtc", zoneless(link.at()));
                    return shown;
                })
                .toList();
    }

    private static String zoneless(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC) + "";
    }

    private Reply books(Question question) {
        Optional<Organisation> organisation = door.links(question.authorisation("Bearer"), "").stream()
                .map(Door.Link::organisation)
                .filter(each -> each.tenant().toString().equals(question.header("xero-tenant-id")))
                .findFirst();
        if (organisation.isEmpty()) {
            return XeroErrors.error(403, "Forbidden", "AuthenticationUnsuccessful");
        }
        if (mood == Mood.LACKS_PAYMENTS && question.is("GET", "/api\\.xro/2\\.0/(Payments|Overpayments|Prepayments)")) {
            return XeroErrors.error(401, "Unauthorized", "AuthorizationUnsuccessful")
                    .with(Map.of("WWW-Authenticate", "insufficient_scope"));
        }
        Reply kind = kind(question, organisation.get())
                .with(Map.of(
                        "X-MinLimit-Remaining",
                        "59",
                        "X-DayLimit-Remaining",
                        "4900",
                        "X-AppMinLimit-Remaining",
                        "9900"));
        return isFelt() ? hostile(question, kind) : kind;
    }

    private boolean isFelt() {
        if (mood == Mood.KIND || questionsBefore > 0) {
            questionsBefore = Math.max(0, questionsBefore - 1);
            return false;
        }
        return questionsLeft-- > 0;
    }

    private Reply hostile(Question question, Reply kind) {
        return switch (mood) {
            case MINUTE_LIMIT -> limited(Map.of("Retry-After", "30", "X-Rate-Limit-Problem", "minute"));
            case DAY_LIMIT -> limited(Map.of("Retry-After", "66975", "X-Rate-Limit-Problem", "day"));
            case LIMIT_UNTOLD -> limited(Map.of());
            case SERVER_ERROR -> XeroErrors.error(500, "InternalError", "An error occurred in Xero");
            case TRUNCATED -> kind.truncated();
            case SLOW -> kind.slow();
            case WRONG_CHARSET -> kind.inAnotherCharset();
            case TOKEN_EXPIRED -> expired();
            case ORGANISATION_GONE -> {
                String tenant = question.header("xero-tenant-id");
                door.links(question.authorisation("Bearer"), "").stream()
                        .map(Door.Link::organisation)
                        .filter(each -> each.tenant().toString().equals(tenant))
                        .forEach(door::close);
                yield XeroErrors.error(403, "Forbidden", "AuthenticationUnsuccessful");
            }
            case REDIRECT -> Reply.empty(307).with(Map.of("Location", "http://169.254.169.254/latest"));
            case KIND,
                    LACKS_PAYMENTS,
                    TOKENS_REFUSED,
                    CONSENT_ENDED,
                    BROAD,
                    NAMELESS_CONSENT,
                    LOST_ANSWER,
                    SHRINKING,
                    FORGETS_SINCE,
                    CIRCLE -> kind;
        };
    }

    private static Reply limited(Map<String, String> headers) {
        return Reply.empty(429).with(headers);
    }

    private Reply kind(Question question, Organisation organisation) {
        if (!question.method().equals("GET") || !question.header("Accept").contains("application/json")) {
            return XeroErrors.error(405, "Method Not Allowed", "this sandbox is read, in JSON");
        }
        String path = question.address().getPath();
        if (path.equals(BOOKS + "Organisation")) {
            return Reply.json(200, framed("Organisations", List.of(described(organisation)), null));
        }
        return Stream.of(Book.values())
                .filter(book -> path.equals(BOOKS + book.list()))
                .findFirst()
                .map(book -> page(question, organisation, book))
                .orElse(XeroErrors.error(404, "Not Found", "this sandbox has no such list"));
    }

    private static Map<String, Object> described(Organisation organisation) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("APIKey", "MADE-UP-" + NeverKept.CANARY);
        shown.put("Name", organisation.name());
        shown.put("LegalName", organisation.name() + " " + NeverKept.CANARY);
        shown.put("BaseCurrency", organisation.currency());
        shown.put("CountryCode", "NZ");
        shown.put("TaxNumber", NeverKept.CANARY);
        shown.put("Timezone", organisation.zone());
        shown.put("ShortCode", "!" + NeverKept.CANARY);
        shown.put("OrganisationID", organisation.tenant().toString());
        shown.put("Addresses", List.of());
        return shown;
    }

    private Reply page(Question question, Organisation organisation, Book book) {
        String since = mood == Mood.FORGETS_SINCE ? "" : question.header("If-Modified-Since");
        List<Entry> all = organisation.of(book).stream()
                .filter(entry -> since.isEmpty()
                        || !entry.updatedAt()
                                .isBefore(LocalDateTime.parse(since).toInstant(ZoneOffset.UTC)))
                .toList();
        int page = mood == Mood.CIRCLE ? 1 : number(question, "page", 1);
        int usual = Math.min(pageSize, number(question, "pageSize", 100));
        int size = mood == Mood.SHRINKING && page > 1 ? Math.max(1, usual / 2) : usual;
        int asked = number(question, "page", 1);
        int pages = mood == Mood.CIRCLE ? asked + 1 : Math.max(1, (all.size() + size - 1) / size);
        List<Map<String, Object>> shown = all.stream()
                .skip((page - 1L) * size)
                .limit(size)
                .map(Entry::body)
                .toList();
        return Reply.json(
                200,
                framed(
                        book.list(),
                        shown,
                        Map.of("page", page, "pageSize", size, "pageCount", pages, "itemCount", all.size())));
    }

    private static int number(Question question, String name, int otherwise) {
        return question.asked(name).isEmpty() ? otherwise : Integer.parseInt(question.asked(name));
    }

    private static Map<String, Object> framed(
            String list,
            List<Map<String, Object>> shown,
            @org.jspecify.annotations.Nullable Map<String, Object> pagination) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Id", "00000000-0000-0000-0000-000000000000");
        body.put("Status", "OK");
        body.put("ProviderName", "Made up " + NeverKept.CANARY);
        body.put("DateTimeUTC", Entries.wrapped(Instant.EPOCH));
        if (pagination != null) {
            body.put("pagination", pagination);
        }
        body.put(list, shown);
        return body;
    }
}
