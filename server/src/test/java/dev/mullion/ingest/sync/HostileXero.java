package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.egress.LimitedClient;
import dev.mullion.ingest.Deliveries;
import dev.mullion.sandbox.xero.Entries;
import dev.mullion.sandbox.xero.Mood;
import dev.mullion.sandbox.xero.Organisation;
import dev.mullion.sandbox.xero.Organisation.Entry;
import dev.mullion.sandbox.xero.XeroVendor;
import dev.mullion.tenancy.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class HostileXero implements Subject {

    private static final int PAGE = 2;
    private static final int ALWAYS = Integer.MAX_VALUE;
    /** One call with its repetitions. */
    private static final int ONE_CALL = 3;
    /** The organisation, and the first page of its invoices. */
    private static final int BEFORE = 2;

    private static final Entries.Sum LATER =
            new Entries.Sum("ACCREC", "AUTHORISED", "Another", "NZD", "7.00", "7.00", ReadXero.day("2026-10-02"), null);
    private static final Entries.Sum OTHER =
            new Entries.Sum("ACCPAY", "DRAFT", "Another", "NZD", "9.00", "9.00", ReadXero.day("2026-10-02"), null);

    private final List<String> known = new ArrayList<>();
    private @Nullable ReadXero link;

    private ReadXero link() {
        return Objects.requireNonNull(link, "nothing is connected yet");
    }

    @Override
    public String vendor() {
        return "Xero";
    }

    @Override
    public void connect() {
        link = ReadXero.connected();
        ReadXero.vendor().pageSize(PAGE);
    }

    @Override
    public void feel(Fault fault) {
        switch (fault) {
            case LIMIT_TOLD -> feel(Mood.MINUTE_LIMIT, ALWAYS);
            case LIMIT_UNTOLD -> feel(Mood.LIMIT_UNTOLD, ALWAYS);
            case SERVER_ERROR -> feel(Mood.SERVER_ERROR, ONE_CALL);
            case SLOW -> feel(Mood.SLOW, 1);
            case TRUNCATED -> feel(Mood.TRUNCATED, 1);
            case WRONG_CHARSET -> feel(Mood.WRONG_CHARSET, 1);
            case CIRCLE -> feel(Mood.CIRCLE, ALWAYS);
            case SHRINKING -> feel(Mood.SHRINKING, ALWAYS);
            case TOKEN_DEATH -> feel(Mood.TOKEN_EXPIRED, ALWAYS);
            case BROAD -> {
                ReadXero.vendor().forgetAccess();
                ReadXero.vendor().feel(Mood.BROAD);
            }
            case REDIRECT -> feel(Mood.REDIRECT, ALWAYS);
            case DUPLICATED, REORDERED, LATE, FUTURE, ID_REUSED -> throw new IllegalArgumentException(fault.title());
        }
    }

    private static void feel(Mood mood, int questions) {
        ReadXero.vendor().feel(mood, questions, BEFORE);
    }

    @Override
    public void behave() {
        ReadXero.vendor().feel(Mood.KIND);
    }

    /** An over-broad consent is thrown away, and so is one whose tokens are refused: somebody consents again. */
    @Override
    public String mended(Fault fault) {
        if (fault != Fault.BROAD && fault != Fault.TOKEN_DEATH) {
            return "";
        }
        link().consent(link().organisation);
        link().await(() -> link().connection().takes());
        return "somebody consents again; ";
    }

    @Override
    public String happen(Fault fault) {
        link().read();
        return switch (fault) {
            case DUPLICATED -> {
                byte[] body = webhook(changed(UUID.randomUUID(), LATER, ReadXero.NOW));
                yield sent(body, body);
            }
            case REORDERED ->
                sent(
                        webhook(changed(UUID.randomUUID(), LATER, ReadXero.NOW)),
                        webhook(changed(UUID.randomUUID(), LATER, ReadXero.NOW.minusSeconds(60))));
            case LATE -> {
                Entry entry = changed(UUID.randomUUID(), LATER, ReadXero.NOW);
                byte[] body = webhook(
                        new Entry(entry.id(), entry.book(), ReadXero.NOW.minus(Duration.ofDays(30)), entry.body()));
                yield sent(body);
            }
            case FUTURE -> {
                Entry entry = changed(UUID.randomUUID(), LATER, ReadXero.NOW.plus(Duration.ofDays(36_500)));
                String answer = sent(webhook(entry));
                link().read();
                changed(UUID.randomUUID(), LATER, Instant.now());
                yield answer;
            }
            case ID_REUSED -> {
                UUID id = UUID.randomUUID();
                changed(id, OTHER, ReadXero.NOW);
                SyncRun first = link().read();
                changed(id, LATER, ReadXero.NOW.plusSeconds(60));
                yield first.figures().written() + " written, and another under its id";
            }
            default -> throw new IllegalArgumentException(fault.title());
        };
    }

    private Entry changed(UUID id, Entries.Sum sum, Instant at) {
        Entry entry = Entries.invoice(id, sum, at);
        link().organisation.put(entry);
        return entry;
    }

    private byte[] webhook(Entry entry) {
        Organisation organisation = link().organisation;
        return XeroVendor.webhook(organisation, List.of(entry));
    }

    private String sent(byte[]... bodies) {
        List<String> statuses = new ArrayList<>();
        for (byte[] body : bodies) {
            statuses.add(XeroHook.send(body, XeroHook.signature(body)).strip());
        }
        Deliveries.Counts counts = link().inside(
                        () -> ReadXero.bean(Deliveries.class).figures(link().id()))
                .total();
        return "answered " + String.join(", ", statuses) + ": " + counts.ignored() + " counted, " + counts.duplicate()
                + " duplicate";
    }

    @Override
    public SyncRun read() {
        return link().read();
    }

    @Override
    public Workspace workspace() {
        return link().workspace;
    }

    @Override
    public Connection connection() {
        return link().connection();
    }

    @Override
    public List<String> state() {
        return link().state();
    }

    /** One organisation is one workspace's, so this is what another one with the same books comes to. */
    @Override
    public List<String> expected(Fault fault) {
        if (known.isEmpty()) {
            ReadXero other = ReadXero.connected();
            other.read();
            known.addAll(other.state());
        }
        List<String> all = new ArrayList<>(known);
        String later = "invoice (receivable,open,f,,2026-10-02,,,NZD,700,0,700,0,0)";
        int more = switch (fault) {
            case DUPLICATED, LATE, ID_REUSED -> 1;
            case REORDERED, FUTURE -> 2;
            default -> 0;
        };
        for (int i = 0; i < more; i++) {
            all.add(later);
        }
        return all;
    }

    @Override
    public LimitedClient client() {
        return Conformed.client("dev.mullion.connectors.xero.XeroApi");
    }
}
