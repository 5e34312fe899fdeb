package dev.mullion.web;

import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.Wording;
import java.util.Map;

/** An audit event as a sentence. */
final class AuditWords {

    private AuditWords() {}

    /** @param names of the members by their ids */
    static AuditPage.Entry entry(AuditTrail.Entry entry, Map<String, String> names, Wording wording) {
        String subject = names.getOrDefault(entry.subject(), entry.subject());
        String detail = entry.detail().isEmpty() ? "" : " (" + entry.detail() + ")";
        return new AuditPage.Entry(
                wording.moment(entry.at()),
                actor(entry.actor(), names),
                sentence(entry.action(), subject) + detail,
                isAlarming(entry.action()) ? Severity.HIGH : Severity.NOTE);
    }

    private static boolean isAlarming(String action) {
        return action.equals("guard.tripped") || action.equals("verification.failed");
    }

    private static String actor(Actor actor, Map<String, String> names) {
        return switch (actor.kind()) {
            case PERSON -> names.getOrDefault(actor.name(), "Former member " + actor.name());
            case TOKEN -> "API token " + actor.name();
            case OPERATOR -> "Operator";
            case SYSTEM -> "Mullion, " + actor.name();
        };
    }

    /** An action of a later version is shown as its word. */
    private static String sentence(String action, String subject) {
        return switch (action) {
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
            case "deliveries.counted" -> "counted deliveries of " + subject;
            case "guard.tripped" -> "refused a statement that a guard stopped";
            case "verification.failed" -> "ran the verification of " + subject + ", and it failed";
            case "verification.run" -> "ran the verification of " + subject;
            default -> action + " " + subject;
        };
    }
}
