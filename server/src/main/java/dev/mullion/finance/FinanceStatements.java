package dev.mullion.finance;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.finance.Duplicate.Reason;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.finance.Rate;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.finance.WorkspaceRates;
import dev.mullion.tenancy.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes what somebody states about the finance of the workspace whose door is open, and records it; what changes
 * nothing is not recorded. If the record fails, nothing is stored. Safe to share between threads.
 */
@Component
public class FinanceStatements {

    private static final int MOST_TOLD = 480;

    private final Aliases aliases;
    private final WorkspaceRates rates;
    private final Duplicates duplicates;
    private final AuditTrail trail;

    FinanceStatements(Aliases aliases, WorkspaceRates rates, Duplicates duplicates, AuditTrail trail) {
        this.aliases = aliases;
        this.rates = rates;
        this.duplicates = duplicates;
        this.trail = trail;
    }

    /**
     * Calls a customer so from now on. The record has the customer's hash and not what they are called: a log is for
     * ever, and an alias can be deleted.
     *
     * @return false where nothing is known of such a customer, and nothing was stored
     */
    public boolean name(Alias alias, Actor by) {
        if (!aliases.isCustomer(alias.customer())) {
            return false;
        }
        if (aliases.set(alias)) {
            record(AuditAction.CUSTOMER_NAMED, by, alias.customer().value().toString(), "");
        }
        return true;
    }

    /** Deletes what a customer is called; whether they were called something. */
    public boolean unname(IdHash customer, Actor by) {
        boolean isGone = aliases.remove(customer);
        if (isGone) {
            record(AuditAction.CUSTOMER_UNNAMED, by, customer.value().toString(), "");
        }
        return isGone;
    }

    /**
     * These are bought for different things.
     *
     * @throws IllegalArgumentException where no such group is found just now
     */
    public void isNoDuplicate(Reason reason, List<String> vendors, Actor by) {
        if (duplicates.dismiss(reason, vendors)) {
            judged(reason, vendors, by, "no duplicate");
        }
    }

    /** Takes back that these are bought for different things. */
    public void mayBeDuplicate(Reason reason, List<String> vendors, Actor by) {
        if (duplicates.ask(reason, vendors)) {
            judged(reason, vendors, by, "to be asked again");
        }
    }

    /**
     * Converts at these rates from now on, in place of all that were given before.
     *
     * @throws IllegalArgumentException where a rate is of a day that has not come
     */
    public void convertAt(Rates given, Actor by) {
        if (rates.replace(given)) {
            record(AuditAction.RATES_CHANGED, by, given.reporting().code(), listed(given.rates()));
        }
    }

    /** Converts nothing any more. */
    public void convertNothing(Actor by) {
        String into = rates.find().map(was -> was.reporting().code()).orElse("none");
        if (rates.remove()) {
            record(AuditAction.RATES_CHANGED, by, into, "all taken away");
        }
    }

    /** As many as an event has room for. */
    private static String listed(List<Rate> rates) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < rates.size(); at++) {
            String next = (at == 0 ? "" : ", ") + rates.get(at);
            if (text.length() + next.length() > MOST_TOLD) {
                return text + " and " + (rates.size() - at) + " more";
            }
            text.append(next);
        }
        return text.toString();
    }

    private void judged(Reason reason, List<String> vendors, Actor by, String verdict) {
        record(AuditAction.DUPLICATE_JUDGED, by, reason.word(), String.join(", ", vendors) + ": " + verdict);
    }

    private void record(AuditAction action, Actor by, String subject, String detail) {
        trail.record(new AuditEvent(action, by, subject, detail));
    }
}
