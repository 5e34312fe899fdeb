package dev.mullion.connectors.catalogue;

import dev.mullion.connectors.catalogue.Catalogue.Entry;
import org.jspecify.annotations.Nullable;

/** A vendor of the catalogue as programs read it, from the API and from the command line. */
public record ConnectorView(
        String connector,
        String vendor,
        String domain,
        String reads,
        String state,
        @Nullable String missing,
        int connections) {

    public static ConnectorView of(Entry entry) {
        return new ConnectorView(
                entry.vendor().connector(),
                entry.vendor().vendor(),
                entry.vendor().domain().word(),
                entry.vendor().reads(),
                entry.state().word(),
                entry.missing(),
                entry.connections());
    }

    /**
     * One with what is asked, read and kept.
     *
     * @param manifest null for one that has no connector yet
     */
    public record Declared(
            String connector,
            String vendor,
            String domain,
            String reads,
            String state,
            @Nullable String missing,
            int connections,
            @Nullable ManifestView manifest) {

        public static Declared of(Entry entry) {
            ConnectorView view = ConnectorView.of(entry);
            return new Declared(
                    view.connector(),
                    view.vendor(),
                    view.domain(),
                    view.reads(),
                    view.state(),
                    view.missing(),
                    view.connections(),
                    entry.manifest() == null ? null : ManifestView.of(entry.manifest()));
        }
    }
}
