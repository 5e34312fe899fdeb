package dev.mullion.demo;

import dev.mullion.connectors.imported.ImportFormat;
import dev.mullion.connectors.imported.ImportKind;
import dev.mullion.connectors.imported.ImportReading;
import dev.mullion.connectors.imported.ImportTerms;
import dev.mullion.connectors.imported.Imported;
import dev.mullion.ingest.imports.Imports;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * The two small files that somebody at the sample company imports: what infrastructure costs, and what is to be done
 * for compliance. They are read like everybody's.
 */
@Component
class ImportedFiles {

    private static final int MONTHS = 12;

    private final Workspaces workspaces;
    private final Imports imports;

    ImportedFiles(Workspaces workspaces, Imports imports) {
        this.workspaces = workspaces;
        this.imports = imports;
    }

    /** A provider's service, what it cost in the first month and by how much that rises, in hundredths. */
    private record Bill(String provider, String service, String currency, long first, long rise) {

        String line(YearMonth month, int at) {
            return String.join(
                    ",",
                    provider,
                    service,
                    month.toString(),
                    Long.toString(first + rise * at + first / 50 * (at * 7 % 5)),
                    currency);
        }
    }

    private static final List<Bill> BILLS = List.of(
            new Bill("aws", "ec2", "USD", 1_842_310, 31_500),
            new Bill("aws", "s3", "USD", 239_955, 8_200),
            new Bill("aws", "rds", "USD", 611_020, 0),
            new Bill("cloudflare", "", "USD", 120_000, 1_500),
            new Bill("hetzner", "", "EUR", 212_900, 4_100));

    /** Each with the days from the anchor on which it is due; none of them means "never said". */
    private static final List<String> TASKS = List.of(
            "cc6.1-access-review,high,open,-12",
            "cc6.3-offboarding-sample,medium,open,-3",
            "cc7.2-penetration-test,critical,in_progress,9",
            "cc7.4-incident-exercise,medium,open,30",
            "cc8.1-change-approvals,low,done,-23",
            "cc9.2-vendor-review,high,in_progress,16",
            "a1.2-restore-test,high,open,45",
            "p3.1-privacy-notice,low,open,",
            "cc1.4-training,low,dismissed,");

    /** Imports both, where nothing was imported at an earlier start. */
    void take(Workspace sample, Instant anchor) {
        workspaces.within(sample.id(), () -> {
            if (imports.newest(null, 1).isEmpty()) {
                take(ImportKind.INFRASTRUCTURE, "billing-export", bills(anchor), anchor);
                take(ImportKind.COMPLIANCE, "audit-readiness", tasks(anchor), anchor);
            }
            return true;
        });
    }

    private void take(ImportKind kind, String source, String csv, Instant asOf) {
        ImportTerms terms = new ImportTerms(source, asOf);
        byte[] body = csv.getBytes(StandardCharsets.UTF_8);
        try {
            switch (ImportReading.read(kind, ImportFormat.CSV, terms, body, body.length)) {
                case Imported.Whole whole ->
                    imports.take(new Imports.Sent(kind, ImportFormat.CSV, terms, body.length), whole, Actor.OPERATOR);
                case Imported.Faulty(var faults) ->
                    throw new IllegalStateException("the sample company's own file has faults: " + faults);
            }
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static String bills(Instant anchor) {
        YearMonth last = YearMonth.from(anchor.atZone(ZoneOffset.UTC));
        return "provider,service,month,amount,currency\n"
                + IntStream.range(0, MONTHS)
                        .boxed()
                        .flatMap(at -> BILLS.stream().map(bill -> bill.line(last.minusMonths(MONTHS - at), at)))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String tasks(Instant anchor) {
        LocalDate today = LocalDate.ofInstant(anchor, ZoneOffset.UTC);
        return "id,severity,state,due\n"
                + TASKS.stream().map(task -> dated(task, today)).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String dated(String task, LocalDate today) {
        int end = task.lastIndexOf(',') + 1;
        String days = task.substring(end);
        return task.substring(0, end) + (days.isEmpty() ? "" : today.plusDays(Long.parseLong(days)));
    }
}
