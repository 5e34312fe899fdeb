package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Sets an installation up, once. A door opens only to a workspace that is in the registry, so that row is committed
 * first; everything else is one transaction behind its door: link used up, organisation, first member, audit events,
 * session. If that fails nothing of it is there, the link still works, and a repetition takes the empty workspace over.
 */
@Component
public class Founding {

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final AuditTrail trail;
    private final Clock clock;
    private final Admission admission;

    Founding(Workspaces workspaces, TenantSql tenant, AuditTrail trail, Clock clock, Admission admission) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.trail = trail;
        this.clock = clock;
        this.admission = admission;
    }

    /** How the first member comes in. */
    @Component
    record Admission(OneTimeLinks links, Memberships memberships, Sessions sessions) {}

    /** What the set-up page asks for. */
    public record Request(String organisation, Slug slug, String workspaceName, Profile founder) {

        public Request {
            organisation = Line.of("an organisation's name", organisation);
            workspaceName = Line.of("a workspace's name", workspaceName);
        }
    }

    /**
     * A link to the set-up page, for 15 minutes.
     *
     * @throws Declined when the installation is set up, or somebody was added to it already
     */
    public OneTimeLink setUpLink() {
        return admission
                .links()
                .forSetUp()
                .orElseThrow(() -> new Declined(
                        "this installation is set up; sign in with a link of bin/mullion person link EMAIL"));
    }

    /** Whether {@link #setUp} would still work. Uses nothing up. */
    public boolean opens(Credential secret) {
        return admission.links().isLiveSetUp(secret);
    }

    /**
     * Sets the installation up and signs its first member in, who may do everything; empty when the link is unknown,
     * used or expired.
     *
     * @throws Declined when the slug belongs to a workspace in use, or the installation was set up meanwhile
     */
    public Optional<Session> setUp(Credential secret, Request request) {
        if (!opens(secret)) {
            return Optional.empty();
        }
        Workspace workspace = claim(request);
        return workspaces
                .within(workspace.id(), () -> found(secret, request, workspace))
                .map(admission.sessions()::sign);
    }

    /**
     * Adds a workspace, for the operator.
     *
     * @throws Declined when the slug is taken
     */
    public Workspace addWorkspace(Slug slug, String name, Workspace.Kind kind, Actor by) {
        Workspace workspace = create(slug, Line.of("a workspace's name", name), kind);
        return workspaces.within(workspace.id(), () -> {
            record(AuditAction.WORKSPACE_CREATED, by, slug.value());
            return workspace;
        });
    }

    private Workspace create(Slug slug, String name, Workspace.Kind kind) {
        try {
            return workspaces.create(slug, name, kind);
        } catch (DuplicateKeyException e) {
            throw taken(slug);
        }
    }

    private Workspace claim(Request request) {
        try {
            return workspaces.create(request.slug(), request.workspaceName(), Workspace.Kind.CUSTOMER);
        } catch (DuplicateKeyException e) {
            return workspaces
                    .find(request.slug())
                    .filter(found -> found.kind() == Workspace.Kind.CUSTOMER && found.state() == Workspace.State.ACTIVE)
                    .orElseThrow(() -> taken(request.slug()));
        }
    }

    private Optional<Sessions.Row> found(Credential secret, Request request, Workspace workspace) {
        if (!admission.links().consume(secret, OneTimeLinks.SET_UP)) {
            return Optional.empty();
        }
        insertInstallation(request.organisation());
        requireUnused(workspace);
        PersonId founder = admission
                .memberships()
                .join(request.founder(), Permissions.all())
                .orElseThrow(() -> taken(request.slug()));
        insertFounder(founder);
        Actor by = Caller.actorOf(founder);
        record(AuditAction.WORKSPACE_CREATED, by, request.slug().value());
        record(AuditAction.PERSON_ADDED, by, founder.toString());
        record(AuditAction.SIGNED_IN, by, founder.toString());
        return Optional.of(admission.sessions().open(founder));
    }

    /** Of two that set up at once with two links, the second waits here for the first and is then refused. */
    private void insertInstallation(String organisation) {
        int first = tenant.sql("""
                insert into installation (singleton, organisation, created_at)
                values (true, :organisation, :now)
                on conflict do nothing
                """)
                .param("organisation", organisation)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (first == 0) {
            throw new Declined("this installation was set up meanwhile; ask its operator for a sign-in link");
        }
    }

    private void insertFounder(PersonId founder) {
        tenant.sql("insert into founder (singleton, person_id) values (true, :person)")
                .param("person", founder.value())
                .update();
    }

    private void requireUnused(Workspace workspace) {
        boolean used = tenant.sql("select exists (select 1 from member where workspace_id = :workspace)")
                .query(Boolean.class)
                .single();
        if (used) {
            throw taken(workspace.slug());
        }
    }

    private void record(AuditAction action, Actor by, String subject) {
        trail.record(new AuditEvent(action, by, subject, ""));
    }

    private static Declined taken(Slug slug) {
        return new Declined("the address " + slug + " belongs to another workspace; choose another");
    }
}
