package dev.mullion.sandbox.github;

import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.github.Shown.Standing;
import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import dev.mullion.sandbox.world.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What is answered to what. */
final class Replies {

    private static final Map<String, String> GRANTED =
            Map.of("metadata", "read", "pull_requests", "read", "contents", "read");
    private static final String INSTALLATION = "/app/installations/[0-9]{1,18}";
    private static final int REPOSITORIES_A_PAGE = 4;
    private static final String DOCUMENT = document();

    private final GitHubVendor.Account account;
    private final Bodies bodies;
    private final URI self;
    private final Clock clock;
    private final Registry registry;
    private AppSignature signature;
    private final People people;
    private final Tokens tokens = new Tokens();
    private final Budgets budgets = new Budgets();
    private Mood mood = Mood.KIND;
    private int questionsLeft;
    private int questionsBefore;
    private Instant at;
    private Set<Long> taken = Set.of();
    private int pageSize = 50;

    Replies(GitHubVendor.Account account, Bodies bodies, URI self, Clock clock) {
        this.account = account;
        this.bodies = bodies;
        this.self = self;
        this.clock = clock;
        this.people = new People(clock, self);
        this.registry = new Registry(clock);
        this.signature = new AppSignature(account.app(), account.key());
        this.at = account.world().anchor();
    }

    synchronized void feel(Mood other, int questions, int after) {
        mood = other;
        questionsLeft = questions;
        questionsBefore = after;
    }

    synchronized void show(Instant instant) {
        at = instant;
    }

    synchronized void take(Set<Long> repositories) {
        taken = Set.copyOf(repositories);
    }

    synchronized void pageSize(int most) {
        pageSize = most;
    }

    synchronized void register(Registration app) {
        people.register(app);
    }

    synchronized void willCome(Visitor visitor) {
        people.willCome(visitor);
    }

    synchronized boolean isUninstalled(long installation) {
        return people.isUninstalled(installation);
    }

    synchronized long current(long installation) {
        return people.current(installation);
    }

    synchronized int liveTokens() {
        return people.liveTokens();
    }

    synchronized int endedTokens() {
        return people.endedTokens();
    }

    synchronized Reply to(Question question) {
        if (registry.isForm(question)) {
            return registry.form(question);
        }
        if (registry.isConversion(question)) {
            return converted(question);
        }
        if (people.isAbout(question)) {
            return people.to(question);
        }
        if (question.headers().getFirst("User-Agent") == null) {
            return Errors.of(403, "Request forbidden by administrative rules.");
        }
        String path = question.address().getPath();
        if (path.startsWith("/app/")) {
            String fault = signature.fault(question.bearer(), clock.instant());
            return fault.isEmpty() ? toApp(question) : Errors.of(401, fault);
        }
        if (path.equals("/user") || path.startsWith("/user/")) {
            return people.isKnown(question.bearer())
                    ? people.shown(question, shownRepositories(), granted())
                    : Errors.of(401, "Bad credentials");
        }
        if (!tokens.isKnown(question.bearer(), clock.instant())
                || (mood == Mood.TOKENS_REFUSED && isFelt(question))
                || (mood == Mood.LATE_TOKENS && tokens.isFirstUse(question.bearer()))) {
            return Errors.of(401, "Bad credentials");
        }
        if (question.is("GET", "/installation/repositories")) {
            return budgets.told(repositories(question), question.bearer(), false, clock.instant());
        }
        if (question.is("DELETE", "/installation/token")) {
            tokens.end(question.bearer());
            return Reply.empty(204);
        }
        return question.is("POST", "/graphql")
                ? budgets.told(graphQl(question), question.bearer(), true, clock.instant())
                : Errors.of(404, "Not Found");
    }

    /** From now on this is the App that signs in here. */
    private Reply converted(Question question) {
        Optional<Registry.Made> made = registry.convert(question, mood == Mood.BROAD);
        made.ifPresent(app -> {
            signature = new AppSignature(app.id(), app.key());
            people.register(app.registration());
        });
        return made.map(Registry.Made::reply).orElseGet(() -> Errors.of(404, "Not Found"));
    }

    private List<Repository> shownRepositories() {
        return List.copyOf(new Shown(account.world(), at, taken).repositories().keySet());
    }

    private Reply toApp(Question question) {
        if (mood == Mood.GONE || people.isUninstalled(installation(question))) {
            return Errors.of(404, "Not Found");
        }
        if (question.is("GET", INSTALLATION)) {
            Map<String, @Nullable Object> grant = new LinkedHashMap<>();
            grant.put("permissions", granted());
            grant.put("events", List.of("pull_request", "pull_request_review", "push", "repository"));
            grant.put("repository_selection", "selected");
            grant.put("suspended_at", mood == Mood.SUSPENDED ? at.toString() : null);
            return Reply.json(200, grant);
        }
        if (question.is("DELETE", INSTALLATION)) {
            return uninstalled(installation(question));
        }
        return question.is("POST", INSTALLATION + "/access_tokens") ? minted(question) : Errors.of(404, "Not Found");
    }

    /** The App takes itself away; which repositories were chosen for it is forgotten. */
    private Reply uninstalled(long installation) {
        if (mood == Mood.SERVER_ERROR) {
            return Errors.of(502, "Server Error");
        }
        people.uninstall(installation);
        tokens.endAllOf(installation);
        return Reply.empty(204);
    }

    /** The number in an address of the App's; 0 where there is none. */
    private static long installation(Question question) {
        String[] parts = question.address().getPath().split("/", 5);
        return parts.length > 3 && parts[3].matches("[0-9]{1,18}") ? Long.parseLong(parts[3]) : 0;
    }

    private Map<String, String> granted() {
        Map<String, String> granted = new TreeMap<>(GRANTED);
        if (mood == Mood.BROAD) {
            granted.put("contents", "write");
            granted.put("secrets", "read");
        }
        return granted;
    }

    private Reply minted(Question question) {
        if (mood == Mood.SUSPENDED) {
            return Errors.of(403, "This installation has been suspended");
        }
        Map<String, String> narrowed = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one :
                question.json().path("permissions").properties()) {
            narrowed.put(one.getKey(), one.getValue().asString(""));
        }
        if (!granted().entrySet().containsAll(narrowed.entrySet())) {
            return Errors.of(422, "The permissions requested are not granted to this installation.");
        }
        boolean isNarrow = !narrowed.isEmpty() && mood != Mood.BROAD_TOKENS;
        Instant now = clock.instant();
        return Reply.json(
                201,
                Map.of(
                        "token",
                        tokens.mint(account.app(), installation(question), now),
                        "expires_at",
                        now.plus(Tokens.LIFE).toString(),
                        "permissions",
                        isNarrow ? narrowed : granted(),
                        "repository_selection",
                        "selected"));
    }

    private Reply repositories(Question question) {
        Map<Repository, Instant> all = new Shown(account.world(), at, taken).repositories();
        int page = question.number("page", 1);
        int size = Math.min(REPOSITORIES_A_PAGE, question.number("per_page", 30));
        Map<Repository, Instant> shown = new LinkedHashMap<>();
        all.entrySet().stream()
                .skip((page - 1L) * size)
                .limit(mood == Mood.SHORT_LIST ? all.size() / 2 : size)
                .forEach(one -> shown.put(one.getKey(), one.getValue()));
        var body = new ByteArrayOutputStream();
        bodies.writeList(all.size(), shown, body);
        boolean isLast = mood == Mood.SHORT_LIST || (long) page * size >= all.size();
        String host = mood == Mood.ELSEWHERE ? "http://169.254.169.254" : self.toString();
        String next = "<" + host + "/installation/repositories?per_page=100&page=" + (page + 1) + ">; rel=\"next\"";
        return new Reply(200, isLast ? Map.of() : Map.of("Link", next), body.toByteArray(), Reply.Arrival.WHOLE);
    }

    /** Counts questions of GraphQL. */
    private boolean isFelt(Question question) {
        if (!question.is("POST", "/graphql") || mood == Mood.KIND) {
            return false;
        }
        if (questionsBefore > 0) {
            questionsBefore--;
            return false;
        }
        if (questionsLeft <= 0) {
            return false;
        }
        questionsLeft--;
        return true;
    }

    private Reply graphQl(Question question) {
        JsonNode asked = question.json();
        if (!asked.path("query").asString("").equals(DOCUMENT)) {
            return errors("OTHER", "this sandbox knows one document");
        }
        boolean isHostile = mood != Mood.TOKENS_REFUSED && isFelt(question);
        JsonNode variables = asked.path("variables");
        Reply kind = pullRequests(
                variables.path("repository").asString(""),
                Optional.of(variables.path("after").asString("")).filter(text -> !text.isEmpty()),
                isHostile && mood == Mood.SHRINKING ? Math.max(1, pageSize / 2) : pageSize);
        return isHostile ? hostile(kind) : kind;
    }

    private Reply hostile(Reply kind) {
        return switch (mood) {
            case SECONDARY_LIMIT ->
                Errors.of(
                                403,
                                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
                        .with(Map.of("X-RateLimit-Remaining", "4711"));
            case GRAPHQL_LIMIT -> errors("RATE_LIMITED", "API rate limit exceeded for installation.");
            case GRAPHQL_ERROR -> errors("INTERNAL", "Something went wrong while executing your query.");
            case HIDDEN -> errors("NOT_FOUND", "Could not resolve to a node with the global id.");
            case FORGETFUL -> errors("INVALID_CURSOR_ARGUMENTS", "The position is not known.");
            case WITHHELD -> withheld(kind);
            case SERVER_ERROR -> Errors.of(502, "Server Error");
            case REDIRECT -> Errors.of(307, "Moved").with(Map.of("Location", "http://169.254.169.254/latest"));
            case RETRY_AFTER ->
                Errors.of(429, "You have exceeded a rate limit.").with(Map.of("Retry-After", "30"));
            case TRUNCATED -> kind.truncated();
            case SLOW -> kind.slow();
            case AHEAD -> kind.rewritten("\"updatedAt\":\"20", "\"updatedAt\":\"21");
            case WRONG_CHARSET -> kind.inAnotherCharset();
            case KIND,
                    SHRINKING,
                    CIRCLE,
                    ELSEWHERE,
                    SHORT_LIST,
                    TOKENS_REFUSED,
                    LATE_TOKENS,
                    SUSPENDED,
                    GONE,
                    BROAD,
                    BROAD_TOKENS -> kind;
        };
    }

    private static Reply errors(String type, String message) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("data", null);
        body.put("errors", List.of(Map.of("type", type, "message", message + " " + NeverKept.CANARY)));
        return Reply.json(200, body);
    }

    /** What the installation is not shown is null, and said once for each. */
    private static Reply withheld(Reply kind) {
        JsonNode body = JsonMapper.shared().readTree(kind.body());
        List<Object> faults = new ArrayList<>();
        JsonNode nodes = body.path("data").path("node").path("pullRequests").path("nodes");
        for (int place = 0; place < nodes.size(); place++) {
            ArrayNode commits = (ArrayNode) nodes.get(place).path("commits").path("nodes");
            if (!commits.isEmpty()) {
                commits.setNull(0);
                faults.add(Map.of(
                        "type",
                        "FORBIDDEN",
                        "path",
                        List.of("node", "pullRequests", "nodes", place, "commits", "nodes", 0, "commit"),
                        "message",
                        "Resource not accessible by integration"));
            }
        }
        return Reply.json(200, Map.of("data", body.path("data"), "errors", faults));
    }

    private Reply pullRequests(String node, Optional<String> after, int most) {
        Shown shown = new Shown(account.world(), at, taken);
        Optional<Repository> repository = shown.repository(node);
        if (repository.isEmpty()) {
            return errors("NOT_FOUND", "Could not resolve to a node with the global id.");
        }
        List<Standing> all = shown.pullRequests(repository.get());
        List<Standing> page = all.stream()
                .filter(one -> after.isEmpty() || cursor(one).compareTo(decoded(after.get())) < 0)
                .limit(most)
                .toList();
        boolean hasNext = !page.isEmpty() && !page.getLast().equals(all.getLast());
        List<Object> nodes =
                new ArrayList<>(page.stream().map(Nodes::pullRequest).toList());
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("hasNextPage", hasNext);
        info.put("endCursor", page.isEmpty() ? null : encoded(mood == Mood.CIRCLE ? all.getFirst() : page.getLast()));
        return Reply.json(
                200,
                Map.of(
                        "data",
                        Map.of(
                                "node",
                                Map.of(
                                        "databaseId", repository.get().id(),
                                        "pullRequests", Map.of("pageInfo", info, "nodes", nodes)))));
    }

    /** In the order of the list: instants of equal length, then ids of equal length. */
    private static String cursor(Standing one) {
        return "%011d %020d"
                .formatted(one.updatedAt().getEpochSecond(), one.pullRequest().id());
    }

    private static String encoded(Standing one) {
        return Base64.getEncoder().encodeToString(cursor(one).getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoded(String cursor) {
        return new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
    }

    private static String document() {
        try (InputStream text = Objects.requireNonNull(Replies.class.getResourceAsStream("pull-requests.graphql"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the known document", e);
        }
    }
}
