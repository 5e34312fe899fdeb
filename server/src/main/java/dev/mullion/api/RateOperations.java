package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.http.Problem;
import dev.mullion.telemetry.finance.Rate;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.finance.WorkspaceRates;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.views.RatesView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rates at which a workspace converts its sums. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance/rates")
class RateOperations {

    private final WorkspaceRates rates;
    private final FinanceStatements statements;
    private final Replies replies;

    RateOperations(WorkspaceRates rates, FinanceStatements statements, Replies replies) {
        this.rates = rates;
        this.statements = statements;
        this.replies = replies;
    }

    @Needs("finance:read")
    @GetMapping
    ResponseEntity<byte[]> rates(Call call) {
        return call.within(_ -> replies.ok(view()));
    }

    /** In place of all that were given before. */
    @Needs("finance:manage")
    @Recorded(value = AuditAction.RATES_CHANGED, unless = Recorded.STANDS)
    @PostMapping
    ResponseEntity<byte[]> give(Call call) {
        Body body = call.body("reporting", "rates");
        String reporting = body.text("reporting");
        List<String> lines = body.texts("rates");
        Rates given = body.made("rates", () -> read(reporting, lines));
        return call.once(access -> {
            try {
                statements.convertAt(Objects.requireNonNull(given), access.actor());
            } catch (IllegalArgumentException ofAnotherDay) {
                throw new InvalidRequest(
                        new Problem.Fault("body", "/rates", String.valueOf(ofAnotherDay.getMessage())));
            }
            return replies.ok(view());
        });
    }

    /** Nothing is converted from then on. */
    @Needs("finance:manage")
    @Recorded(value = AuditAction.RATES_CHANGED, unless = Recorded.STANDS)
    @DeleteMapping
    ResponseEntity<Void> remove(Call call) {
        return call.within(access -> {
            statements.convertNothing(access.actor());
            return ResponseEntity.noContent().build();
        });
    }

    private RatesView view() {
        return RatesView.of(rates.find());
    }

    private static Rates read(String reporting, List<String> lines) {
        List<Rate> read = new ArrayList<>();
        for (String line : lines.subList(0, Math.min(lines.size(), Rates.MOST + 1))) {
            String[] words = line.split(" ", -1);
            if (words.length != 3) {
                throw new IllegalArgumentException(
                        "each has a currency, its rate and its day, such as USD 0.9213 2026-01-31");
            }
            read.add(Rate.of(words[0], words[1], words[2]));
        }
        return new Rates(new CurrencyCode(reporting), read);
    }
}
