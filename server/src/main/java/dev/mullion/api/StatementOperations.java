package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.http.Problem;
import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Alias;
import dev.mullion.telemetry.Aliases;
import dev.mullion.telemetry.finance.Duplicate.Reason;
import dev.mullion.telemetry.finance.Duplicates;
import dev.mullion.telemetry.views.AliasView;
import dev.mullion.telemetry.views.DuplicatesView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people state about finance: what they call customers, and what is no duplicate. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance")
class StatementOperations {

    private static final int MOST_VENDORS = 30;

    private final Aliases aliases;
    private final Duplicates duplicates;
    private final FinanceStatements statements;
    private final Seals seals;
    private final Replies replies;

    StatementOperations(
            Aliases aliases, Duplicates duplicates, FinanceStatements statements, Seals seals, Replies replies) {
        this.aliases = aliases;
        this.duplicates = duplicates;
        this.statements = statements;
        this.seals = seals;
        this.replies = replies;
    }

    /** The alias itself is not repeated: answers are kept for a day for whoever sends the request again. */
    record NamedView(String customerHash) {}

    @Needs(
            value = "finance:read",
            query = {"limit", "cursor"})
    @GetMapping("/aliases")
    ResponseEntity<byte[]> aliases(Call call) {
        int limit = call.query().limit();
        return call.within(_ -> {
            Seals.Listing listing = new Seals.Listing("aliases", call.query().filter());
            String place = seals.open(listing, call.query().cursor());
            List<Alias> found =
                    aliases.list(place == null ? null : PathIds.customer(place).orElseThrow(), limit + 1);
            return replies.page(
                    call,
                    listing,
                    Replies.Found.of(
                            found, limit, last -> last.customer().value().toString()),
                    AliasView::of);
        });
    }

    /** From then on it is shown wherever the hash is. */
    @Needs("finance:manage")
    @Recorded(value = AuditAction.CUSTOMER_NAMED, unless = Recorded.STANDS)
    @PostMapping("/aliases")
    ResponseEntity<byte[]> name(Call call) {
        Body body = call.body("customerHash", "alias");
        String hash = body.text("customerHash");
        String text = body.text("alias");
        Optional<IdHash> customer = PathIds.customer(hash);
        if (customer.isEmpty()) {
            body.wrong("customerHash", "must be the whole hash of a customer, as the lists of finance show it");
        }
        Alias alias = customer.isEmpty() ? null : body.made("alias", () -> new Alias(customer.get(), text));
        return call.once(access -> {
            if (!statements.name(Objects.requireNonNull(alias), access.actor())) {
                throw new NotHere();
            }
            return replies.ok(new NamedView(hash));
        });
    }

    @Needs("finance:manage")
    @Recorded(AuditAction.CUSTOMER_UNNAMED)
    @DeleteMapping("/aliases/{id}")
    ResponseEntity<Void> unname(@PathVariable String id, Call call) {
        return call.within(access -> {
            if (!statements.unname(PathIds.customer(id).orElseThrow(NotHere::new), access.actor())) {
                throw new NotHere();
            }
            return ResponseEntity.noContent().build();
        });
    }

    @Needs("finance:read")
    @GetMapping("/duplicates")
    ResponseEntity<byte[]> duplicates(Call call) {
        return call.within(_ -> replies.ok(DuplicatesView.of(duplicates.find())));
    }

    /** Says that a group is bought for different things, or takes it back; the groups as they stand then. */
    @Needs("finance:manage")
    @Recorded(value = AuditAction.DUPLICATE_JUDGED, unless = Recorded.STANDS)
    @PostMapping("/duplicates")
    ResponseEntity<byte[]> judge(Call call) {
        Body body = call.body("reason", "vendors", "duplicate");
        String word = body.word("reason", List.of(Reason.SAME_JOB.word(), Reason.TWO_NAMES.word()));
        List<String> vendors = body.texts("vendors");
        String is = body.word("duplicate", List.of("no", "ask"));
        if (vendors.size() > MOST_VENDORS) {
            body.wrong("vendors", "must be at most " + MOST_VENDORS);
        }
        @Nullable Reason reason = Reason.named(word).orElse(null);
        return call.once(access -> {
            Reason judged = Objects.requireNonNull(reason);
            if (is.equals("ask")) {
                statements.mayBeDuplicate(judged, vendors, access.actor());
            } else {
                requireFound(() -> statements.isNoDuplicate(judged, vendors, access.actor()));
            }
            return replies.ok(DuplicatesView.of(duplicates.find()));
        });
    }

    private static void requireFound(Runnable judging) {
        try {
            judging.run();
        } catch (IllegalArgumentException noSuchGroup) {
            throw new InvalidRequest(new Problem.Fault(
                    "body", "/vendors", "must be the vendors of a group that is among the duplicates just now"));
        }
    }
}
