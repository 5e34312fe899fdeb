package dev.mullion.identity;

import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.TestAudit;
import dev.mullion.audit.TurnedAway;
import dev.mullion.keys.KeyLabel;
import dev.mullion.limits.LimitSettings;
import dev.mullion.limits.RateLimits;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The module wired as the server wires it, on a real database, with a clock that tests move by hand. */
public final class TestIdentity {

    public static final PublicAddress ADDRESS =
            new PublicAddress(URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:8080"));

    private static final AtomicInteger NAMES = new AtomicInteger();

    public final TestTenancy tenancy;
    public final HandClock clock;
    public final AuditTrail trail;
    public final TurnedAway turnedAway;
    public final RateLimits limits;
    public final Sessions sessions;
    public final ApiTokens tokens;
    public final ConnectLinks connects;
    public final Members members;
    public final People people;
    public final SignIn signIn;
    public final Founding founding;
    public final Doorway doorway;
    final Memberships memberships;

    public TestIdentity(TestTenancy tenancy, LimitSettings settings) {
        this(tenancy, settings, new HandClock());
    }

    private TestIdentity(TestTenancy tenancy, LimitSettings settings, HandClock clock) {
        this.tenancy = tenancy;
        this.clock = clock;
        TestAudit audit = TestAudit.on(tenancy, clock);
        this.trail = audit.trail;
        this.turnedAway = audit.turnedAway;
        this.limits = new RateLimits(settings, clock.ticker()::read);
        GlobalSql global = tenancy.global;
        TenantSql tenant = tenancy.tenant;
        this.sessions =
                new Sessions(global, tenant, tenancy.keys.installation(KeyLabel.SESSION), clock, clock.ticker());
        TokenSecrets secrets = new TokenSecrets(tenancy.keys.installation(KeyLabel.ROUTE), clock);
        TokenRoutes routes = new TokenRoutes(secrets, global, tenant, clock.ticker());
        this.tokens = new ApiTokens(tenancy.workspaces, tenant, routes, trail, clock);
        this.memberships = new Memberships(global, tenant, tenancy.keys, clock);
        this.members = new Members(tenant, tenancy.workspaces, memberships);
        this.connects = new ConnectLinks(
                new ConnectLinkRows(global, tenant, tenancy.keys, clock),
                new LinkMakers(members, tokens),
                tenancy.workspaces,
                tenant,
                new ConnectLinks.Door(ADDRESS, trail, clock));
        this.people = new People(tenancy.workspaces, tenant, memberships, new Delegations(tokens, connects), trail);
        OneTimeLinks links = new OneTimeLinks(global, tenant, tenancy.keys, clock, ADDRESS);
        PersonTrail personTrail = new PersonTrail(tenancy.workspaces, members, trail);
        this.signIn = new SignIn(links, sessions, memberships, personTrail);
        this.founding = new Founding(
                tenancy.workspaces, tenant, trail, clock, new Founding.Admission(links, memberships, sessions));
        this.doorway = new Doorway(tenancy.workspaces, memberships, members, tokens, limits);
    }

    public static TestIdentity on(TestTenancy tenancy) {
        return new TestIdentity(tenancy, LimitSettings.standard());
    }

    /** A second process on the same database at the same time, with a memory of its own. */
    public TestIdentity anotherNode() {
        return new TestIdentity(tenancy, LimitSettings.standard(), clock);
    }

    public static Profile someone() {
        int number = NAMES.incrementAndGet();
        return new Profile(new EmailAddress("person-" + number + "@example.com"), "Person " + number);
    }

    public PersonId member(Workspace workspace, Permissions permissions) {
        return people.add(workspace.id(), someone(), permissions, Actor.OPERATOR);
    }

    /** A session as a link would open it. */
    public Session session(PersonId person) {
        return signIn.open(secretOf(signIn.link(person, Actor.OPERATOR))).orElseThrow();
    }

    public Caller caller(PersonId person) {
        return sessions.verify(session(person).token()).orElseThrow();
    }

    public ApiTokens.Made token(Workspace workspace, Permissions permissions) {
        return tokens.create(
                Access.ofOperator(workspace),
                new ApiTokens.Request("A test's token", permissions, Duration.ofHours(1)));
    }

    public static Credential secretOf(OneTimeLink link) {
        String path = link.address().getPath();
        return Credential.of(path.substring(path.lastIndexOf('/') + 1));
    }

    /** What the workspace's audit trail says, newest first: action and subject; not that its log was opened. */
    public List<String> recorded(Workspace workspace) {
        return tenancy.workspaces.within(
                workspace.id(),
                () -> trail.newest(AuditFilter.ALL, 200).stream()
                        .filter(entry -> entry.index() > 0)
                        .map(entry -> entry.verb() + " " + entry.subject())
                        .toList());
    }
}
