package dev.mullion.cli;

import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Checkpoints;
import dev.mullion.audit.Exports;
import dev.mullion.audit.KeyRotation;
import dev.mullion.audit.Retention;
import dev.mullion.checks.Verification;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Installations;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.Manifests;
import dev.mullion.connectors.NameSwitch;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.catalogue.Catalogue;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.consent.LinkedConnectors;
import dev.mullion.connectors.github.AppMaking;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Declined;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.Ending;
import dev.mullion.identity.Forgetting;
import dev.mullion.identity.Founding;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.People;
import dev.mullion.identity.PersonId;
import dev.mullion.identity.PublicAddress;
import dev.mullion.identity.SignIn;
import dev.mullion.ingest.imports.Imports;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.ingest.sync.SyncRuns;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.Trials;
import dev.mullion.keys.KeyRing;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.Invoices;
import dev.mullion.telemetry.engineering.Engineering;
import dev.mullion.telemetry.engineering.PullRequests;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.finance.Receivables;
import dev.mullion.telemetry.finance.Spend;
import dev.mullion.telemetry.finance.UnappliedCredits;
import dev.mullion.telemetry.finance.WorkspaceRates;
import dev.mullion.telemetry.revenue.Revenue;
import dev.mullion.telemetry.risk.ComplianceTasks;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.trust.Trust;
import dev.mullion.vault.Intake;
import dev.mullion.vault.KeyBindings;
import dev.mullion.vault.SealingRotation;
import dev.mullion.vault.Vault;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What the owner of the installation can reach from the command line. */
@Component
record Operator(
        Workspaces workspaces,
        Founding founding,
        Ending ending,
        Membership membership,
        Links links,
        Finances books,
        Work work,
        AuditTrail trail,
        Log log,
        Secrets secrets,
        PublicAddress address,
        List<Verification> verifications,
        Trust trust,
        App app) {

    /** The own App at GitHub. */
    @Component
    record App(AppMaking making, AppDesk desk) {}

    /** What can be done about the log of a workspace besides reading it. */
    @Component
    record Log(Exports exports, Checkpoints checkpoints, KeyRotation rotation, Retention retention) {}

    /** What is connected, and what is read from it. */
    @Component
    record Links(
            Connections connections,
            Consents consents,
            Syncs syncs,
            FirstTries tries,
            KeyVendors vendors,
            KeyPastes keys,
            Revenue revenue,
            Imports imports,
            Permissions permissions,
            Told told,
            Clock clock) {}

    /** What is told of connections, and whether names of things are kept. */
    @Component
    record Told(
            SyncRuns runs,
            Manifests manifests,
            Catalogue catalogue,
            NameSwitch names,
            LinkedConnectors linked,
            Installations installations) {}

    /** What vendors let connections do. */
    @Component
    record Permissions(Trials trials, PermissionTrials kept) {}

    /** What the books of a workspace amount to. */
    @Component
    record Finances(
            Receivables receivables,
            Invoices invoices,
            UnappliedCredits credits,
            Spend spend,
            Infrastructure infrastructure,
            Stated stated) {}

    /** What engineering and compliance amount to. */
    @Component
    record Work(Engineering engineering, PullRequests pullRequests, ComplianceTasks tasks) {}

    /** What people stated about them. */
    @Component
    record Stated(Aliases aliases, WorkspaceRates rates, Duplicates duplicates, FinanceStatements statements) {}

    /** How people and programs come in. */
    @Component
    record Membership(People people, Forgetting forgetting, SignIn signIn, ApiTokens tokens, ConnectLinks connects) {}

    /** Secrets, and the keys that seal them. */
    @Component
    record Secrets(Vault vault, Intake intake, SealingRotation rotation, KeyRing keys, KeyBindings bindings) {}

    /** The workspace that a command names, or exit code 3. */
    Workspace workspace(String slug) {
        return workspaces.find(slug(slug)).orElseThrow(() -> noWorkspace(slug));
    }

    static CommandFailed noWorkspace(String slug) {
        return new CommandFailed(
                ExitCode.NOT_FOUND, "there is no workspace " + slug, "bin/mullion workspace list shows what there is");
    }

    /** The connection of a workspace that a command names, or exit code 3. */
    ConnectionId connection(Workspace workspace, String named) {
        ConnectionId id = valid(() -> ConnectionId.parse(named));
        if (workspaces.within(workspace.id(), () -> connections().find(id)).isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND,
                    workspace.slug() + " has no connection " + id,
                    "its Integrations page shows what there is; the id stands in the address of each connection's page");
        }
        return id;
    }

    /** Does something about a member of a workspace, or ends with exit code 3 where there is none with this address. */
    PersonId ofMember(Workspace workspace, String email, BiConsumer<People, PersonId> work) {
        return ofPerson(
                email,
                person -> work.accept(membership.people(), person),
                new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "nobody with this address is a member of " + workspace.slug(),
                        "its Members page shows who is"));
    }

    /** The same about somebody who is a member or was. */
    PersonId ofFormerMember(Workspace workspace, String email, Consumer<PersonId> work) {
        return ofPerson(
                email,
                work,
                new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "nobody with this address is or was a member of " + workspace.slug(),
                        "take the address that they were added with; nothing was changed"));
    }

    private PersonId ofPerson(String email, Consumer<PersonId> work, CommandFailed notHere) {
        return valid(() -> {
            try {
                PersonId person =
                        membership.people().find(new EmailAddress(email)).orElseThrow(NotHere::new);
                work.accept(person);
                return person;
            } catch (NotHere _) {
                throw notHere;
            }
        });
    }

    Connections connections() {
        return links.connections();
    }

    Catalogue catalogue() {
        return links.told().catalogue();
    }

    /** Where runs of verifications are written down. */
    VerificationRecord verificationRecord() {
        return new VerificationRecord(workspaces, trail);
    }

    static Slug slug(String text) {
        return valid(() -> new Slug(text));
    }

    /** Turns a refusal of a value into a usage error, and a refusal of the rules into a conflict. */
    static <T> T valid(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "correct the value and run it again");
        } catch (Declined e) {
            throw new CommandFailed(ExitCode.CONFLICT, String.valueOf(e.getMessage()), "nothing was changed");
        }
    }
}
