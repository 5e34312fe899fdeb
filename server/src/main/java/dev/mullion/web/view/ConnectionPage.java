package dev.mullion.web.view;

import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection.
 *
 * @param up back to all of them
 * @param secrets where another key is pasted; null where there is none, or for a person who may not
 * @param labels null for a person who may not change it
 * @param disconnect null for a person who may not, or where it is disconnected already
 * @param backfill null where nothing can be read again, or for a person who may not
 * @param trial null where nothing can be tried and nothing was
 * @param webhook null where it has no address of its own, or for a person who may not
 * @param leftOver where the vendor's own page is of what may stay there though it was disconnected here; null where
 *     nothing does
 * @param remove where it is taken off the list; null while anything rests on it, or for a person who may not
 */
public record ConnectionPage(
        Frame frame,
        Link up,
        String vendor,
        String account,
        Manifest manifest,
        Live live,
        @Nullable Link secrets,
        @Nullable LabelSwitch labels,
        @Nullable Confirmation disconnect,
        @Nullable Backfill backfill,
        @Nullable Trial trial,
        @Nullable Webhook webhook,
        @Nullable String leftOver,
        @Nullable String remove) {

    /** One that is not read, or for a person who may not have it read. */
    public ConnectionPage(
            Frame frame,
            Link up,
            String vendor,
            String account,
            Manifest manifest,
            Live live,
            @Nullable Link secrets,
            @Nullable LabelSwitch labels,
            @Nullable Confirmation disconnect) {
        this(frame, up, vendor, account, manifest, live, secrets, labels, disconnect, null, null, null, null, null);
    }

    /**
     * Each permission tried at the vendor.
     *
     * @param action where that is asked for; null for a person who may not, or where nothing can be tried
     * @param table what came of it the last time; null where nobody asked yet
     */
    public record Trial(
            @Nullable String action,
            @Nullable Facts table,
            @Nullable Moment at) {}

    /**
     * Everything read again.
     *
     * @param action where that is asked for; null while one is under way
     * @param cost what it takes, in a sentence
     */
    public record Backfill(@Nullable String action, String cost) {}

    /**
     * The part that is fetched again when something changed.
     *
     * @param href address of this part alone, answered with the template {@code connection-refresh}
     * @param pulls null for a connection that is only sent to
     * @param quiet why there are no deliveries of one that is read, and then all that is shown of them; null where
     *     there are, or where it is only sent to
     * @param upkeep null for a connection that is only sent to, or that was ended
     */
    public record Live(
            String href,
            StateWord state,
            @Nullable String said,
            Freshness freshness,
            Deliveries deliveries,
            Bars perHour,
            @Nullable Pulls pulls,
            @Nullable String quiet,
            @Nullable Upkeep upkeep,
            Csrf csrf) {}

    /**
     * What the vendor is asked for and what becomes of it, from the connector's own manifest.
     *
     * @param kept one example of what is stored of one event
     */
    public record Manifest(List<Scope> asks, List<String> reads, List<String> keeps, List<String> never, Facts kept) {

        public Manifest {
            asks = List.copyOf(asks);
            reads = List.copyOf(reads);
            keeps = List.copyOf(keeps);
            never = List.copyOf(never);
        }
    }

    /**
     * One permission.
     *
     * @param granted whether the vendor granted it; null where nothing was read back
     * @param used when it was used last, in words; null where nothing was read back
     */
    public record Scope(
            String name,
            String why,
            @Nullable StateWord granted,
            @Nullable String used) {

        /** One that is asked for; nothing was read back. */
        public static Scope asked(String name, String why) {
            return new Scope(name, why, null, null);
        }
    }

    /** Whether labels of things are kept; turning them off deletes them in the same request. */
    public record LabelSwitch(String action, boolean on, String kept) {}
}
