package dev.mullion.api;

import dev.mullion.api.Replies.Found;
import dev.mullion.identity.http.Problem;
import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.finance.Infrastructure;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.views.InfrastructureCostView;
import dev.mullion.telemetry.views.InfrastructureView;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What infrastructure costs by month, and the imported rows that it is summed from. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/finance/infrastructure")
class InfrastructureOperations {

    private static final String READ = "finance:read";
    private static final String CURRENCY = "[A-Z]{3}";
    private static final String PROVIDER = "[a-z0-9][a-z0-9._-]{0,59}";

    private final Infrastructure infrastructure;
    private final Seals seals;
    private final Replies replies;

    InfrastructureOperations(Infrastructure infrastructure, Seals seals, Replies replies) {
        this.infrastructure = infrastructure;
        this.seals = seals;
        this.replies = replies;
    }

    @Needs(
            value = READ,
            query = {"months"})
    @GetMapping
    ResponseEntity<byte[]> byMonth(Call call) {
        int months = call.query().number("months", 1, 60, 12);
        return call.within(_ -> replies.ok(InfrastructureView.of(months, infrastructure.byMonth(months))));
    }

    @Needs(
            value = READ,
            query = {"month", "currency", "provider", "limit", "cursor"})
    @GetMapping("/entries")
    ResponseEntity<byte[]> entries(Call call) {
        String currency = call.query().matching("currency", CURRENCY, "three letters A to Z");
        String provider = call.query().matching("provider", PROVIDER, "a provider's word");
        YearMonth month = call.query().month("month");
        int limit = call.query().limit();
        return call.within(_ -> {
            if (provider != null && !infrastructure.knows(provider)) {
                throw new InvalidRequest(new Problem.Fault(
                        "query", "/provider", "must be a provider of which something was imported here"));
            }
            Seals.Listing listing =
                    new Seals.Listing("infrastructure", call.query().filter());
            var filter =
                    new Infrastructure.Filter(month, currency == null ? null : new CurrencyCode(currency), provider);
            List<InfrastructureCost> found = infrastructure.entries(
                    filter, place(seals.open(listing, call.query().cursor())), limit + 1);
            return replies.page(
                    call, listing, Found.of(found, limit, last -> place(last.id())), InfrastructureCostView::of);
        });
    }

    /** No word has a blank in it. */
    private static String place(InfrastructureCost.Id last) {
        return String.join(" ", last.month().toString(), last.source(), last.provider(), last.service());
    }

    private static InfrastructureCost.@Nullable Id place(@Nullable String sealed) {
        if (sealed == null) {
            return null;
        }
        String[] parts = sealed.split(" ", 4);
        return new InfrastructureCost.Id(parts[1], parts[2], parts[3], YearMonth.parse(parts[0]));
    }
}
