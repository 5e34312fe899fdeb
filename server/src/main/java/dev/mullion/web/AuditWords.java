package dev.mullion.web;

import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.ChainState;
import dev.mullion.audit.Checkpoint;
import dev.mullion.audit.ExportFormat;
import dev.mullion.tenancy.Actor;
import dev.mullion.web.AuditNames.Known;
import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.util.Arrays;
import java.util.Set;

/** An audit event as a sentence. */
final class AuditWords {

    private AuditWords() {}

    /**
     * @param names what the ids in it are called
     * @param at where the page is
     */
    static AuditPage.Entry entry(AuditEntry entry, Known names, String at, Wording wording) {
        String subject = names.of(entry.subject());
        String detail = entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")";
        String outcome = entry.outcome().equals("done") ? "" : " \u2014 " + entry.outcome();
        return new AuditPage.Entry(
                place(entry.index(), wording),
                wording.moment(entry.at()),
                actor(entry.actor(), names),
                sentence(entry.verb(), subject) + detail + outcome + (entry.erased() ? " (details erased)" : ""),
                subject.equals(entry.subject()) ? null : entry.subject(),
                isAlarming(entry) ? Severity.HIGH : Severity.NOTE,
                at + "/" + entry.index() + "/proof");
    }

    static AuditPage.Chain chain(ChainState.State state, String at, AuditQuery query, Wording wording) {
        AuditEntry verified = state.verified();
        Checkpoint signed = state.signed();
        return new AuditPage.Chain(
                word(state),
                verified == null ? "" : verified.detail(),
                verified == null ? null : wording.moment(verified.at()),
                signed(state, wording),
                signed == null ? null : wording.moment(signed.signedAt()),
                signed == null ? null : signed.root().substring(0, 16),
                at + "/verify",
                Arrays.stream(ExportFormat.values())
                        .map(format -> new Link(name(format), query.export(at, format.word())))
                        .toList());
    }

    private static String signed(ChainState.State state, Wording wording) {
        Checkpoint signed = state.signed();
        String to = signed == null ? "not yet" : "to " + place(signed.size() - 1, wording);
        String from = state.from() == 0 ? "" : "; kept from " + place(state.from(), wording);
        long waiting = state.size() - (signed == null ? 0 : signed.size());
        return to + from + (state.late() ? "; " + wording.count(waiting) + " later events wait for a signature" : "");
    }

    private static StateWord word(ChainState.State state) {
        if (state.late()) {
            return StateWord.refused("Signature late");
        }
        if (state.verified() == null) {
            return StateWord.quiet("Not verified yet");
        }
        return state.holds() ? StateWord.quiet("Holds") : StateWord.refused("Broken");
    }

    private static String name(ExportFormat format) {
        return switch (format) {
            case BUNDLE -> "Bundle with proofs";
            case CSV -> "CSV";
            case JSON_LINES -> "JSON lines";
            case OCSF -> "OCSF";
        };
    }

    private static String place(long index, Wording wording) {
        return "#" + wording.count(index);
    }

    private static boolean isAlarming(AuditEntry entry) {
        return Set.of("guard.tripped", "verification.failed", "clock.went-back", "workspace.locked", "signing.late")
                        .contains(entry.verb())
                || (entry.verb().equals("audit.verified") && !entry.outcome().equals("done"));
    }

    private static String actor(Actor actor, Known names) {
        return switch (actor.kind()) {
            case PERSON -> names.people().getOrDefault(actor.name(), "Former member " + actor.name());
            case TOKEN -> "API token " + actor.name();
            case OPERATOR -> "Operator";
            case LINK -> "Owner of the account by link " + actor.name();
            case SYSTEM -> "Mullion, " + actor.name();
        };
    }

    /** An action of a later version is shown as its word. */
    private static String sentence(String action, String subject) {
        return switch (action) {
            case "log.opened" -> "opened this log";
            case "key.announced" -> "announced the next key of this log";
            case "clock.went-back" -> "found the clock behind the log";
            case "signing.late" -> "could not sign this log";
            case "signing.resumed" -> "signed this log again";
            case "retention.changed" -> "changed how long this log keeps its events";
            case "log.pruned" -> "let the events before #" + subject + " go; their hashes stay";
            case "audit.read" -> "read this log";
            case "audit.proof-taken" -> "took the proof of #" + subject;
            case "audit.exported" -> "exported this log as " + subject;
            case "audit.verified" -> "hashed this log again";
            case "person.erased" -> "erased what was told of " + subject;
            case "request.turned-away" -> "was turned away at " + subject;
            case "requests.counted" -> "counted requests that were turned away";
            case "secret.stored" -> "stored the secret " + subject;
            case "secret.removed" -> "removed the secret " + subject;
            case "secret.used" -> "used the secret " + subject;
            case "secret.uses-counted" -> "counted uses of the secret " + subject;
            case "secret.refused" -> "did not open the secret " + subject;
            case "workspace.created" -> "created the workspace " + subject;
            case "person.added" -> "added " + subject;
            case "person.removed" -> "removed " + subject;
            case "person.link-made" -> "made a sign-in link for " + subject;
            case "person.signed-in" -> "signed in";
            case "person.signed-out" -> "signed out";
            case "permissions.changed" -> "changed what " + subject + " may do";
            case "token.created" -> "made the API token " + subject;
            case "token.revoked" -> "revoked the API token " + subject;
            case "connection.added" -> "added the connection " + subject;
            case "connection.changed" -> "changed the connection " + subject;
            case "connection.removed" -> "took the connection " + subject + " off the list";
            case "connection.installation-ended" -> "dealt with the disconnected installation of " + subject;
            case "connection.token-minted" -> "asked for a token of the connection " + subject;
            case "connection.consent-asked" -> "went to a vendor's page to consent";
            case "connection.consent-answered" -> "came back from a vendor's page";
            case "connection.consent-used" -> "connected what a consent opens";
            case "connection.link-made" -> "made a link to connect by: " + subject;
            case "connection.link-used" -> "connected by the link " + subject;
            case "connection.link-withdrawn" -> "withdrew the link to connect by " + subject;
            case "connection.consent-refused" -> "came back from a vendor, and nothing was connected";
            case "connection.installation-counted" -> "counted what an installation opens, to judge whose it is";
            case "connection.sync-asked" -> "had the connection " + subject + " read";
            case "connection.backfill-asked" -> "had the connection " + subject + " read whole again";
            case "connection.sync-stop-asked" -> "asked a run of the connection " + subject + " to stop";
            case "connection.tested" -> "had the permissions of the connection " + subject + " tried";
            case "connection.sync-ended" -> "ended a run of the connection " + subject;
            case "duplicate.judged" -> "judged what looks bought twice, as " + subject;
            case "customer.named" -> "said what to call the customer " + subject;
            case "customer.unnamed" -> "deleted what the customer " + subject + " was called";
            case "rates.changed" -> "changed the rates of finance";
            case "import.taken" -> "imported " + subject;
            case "deliveries.counted" -> "counted deliveries of " + subject;
            case "key.rotated" -> "made a new key for " + subject;
            case "key.retired" -> "took away the old keys of " + subject;
            case "keys.destroyed" -> "destroyed the keys of " + subject;
            case "control.failed" -> "saw promise " + subject + " broken";
            case "control.recovered" -> "saw promise " + subject + " kept again";
            case "control.attested" -> "stated that promise " + subject + " is kept";
            case "key.bound" -> "put the workspace's keys behind a key of its own";
            case "key.released" -> "put the workspace's keys behind the installation's key again";
            case "workspace.locked" -> "locked the workspace: its own key was switched off";
            case "workspace.unlocked" -> "opened the workspace again: its own key answers";
            case "guard.tripped" -> "refused a statement that a guard stopped";
            case "verification.failed" -> "ran the verification of " + subject + ", and it failed";
            case "verification.partial" -> "ran the verification of " + subject + ", in part";
            case "verification.run" -> "ran the verification of " + subject;
            default -> action + " " + subject;
        };
    }
}
