package dev.mullion.kms;

import dev.mullion.keys.FileSource;
import dev.mullion.keys.KeySource;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import java.util.Optional;

/**
 * What wraps the keys of this server: a master key of a file or a key of the service, and keys of the service for the
 * workspaces that are bound to one of their own.
 *
 * @param master absent where a key of the service takes its place
 * @param service what the sources of the service come from
 */
public record Custody(KeySources sources, Optional<MasterKey> master, KmsSources service) implements AutoCloseable {

    /**
     * As the settings have it.
     *
     * @throws dev.mullion.keys.UnusableMasterKey with one sentence about the file
     */
    public static Custody of(Settings settings) {
        KeyCustody custody = settings.custody();
        KmsSources service = KmsSources.of(custody.kmsEndpoint());
        if (custody.kmsKey().isPresent()) {
            KeySource own = service.of(custody.kmsKey().get());
            return new Custody(sources(own, service, custody), Optional.empty(), service);
        }
        MasterKey master = MasterKey.read(settings.masterKeyFile());
        KeySource own = custody.isWorker() ? FileSource.of(master) : FileSource.ofWebAlone(master);
        return new Custody(sources(own, service, custody), Optional.of(master), service);
    }

    /** For whoever only looked: a server keeps its custody for as long as it runs. */
    @Override
    public void close() {
        service.close();
    }

    private static KeySources sources(KeySource own, KmsSources service, KeyCustody custody) {
        return custody.isWorker()
                ? KeySources.of(own, service::named)
                : KeySources.of(own.ofWebAlone(), name -> service.named(name).map(KeySource::ofWebAlone));
    }
}
