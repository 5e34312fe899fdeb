package dev.mullion.bench.machine;

import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.postgres.DatabaseFolder;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.DatabaseAccess;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/**
 * Some of Mullion's modules in this process, wired as the server wires them and with what they do on a schedule, on the
 * database that a {@link MullionServer} was prepared with. Nothing listens.
 */
public final class MullionModules implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /**
     * Wires them; closed with the workbench, or before.
     *
     * @param modules with those that they need
     */
    public MullionModules(Workbench bench, MullionServer server, Database database, String... modules) {
        Settings settings = server.settings();
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Clock.class, () -> bench.circumstances().clock());
        context.registerBean(DatabaseFolder.class, () -> new DatabaseFolder(Optional.empty()));
        context.registerBean(
                DatabaseAccess.class,
                () -> new DatabaseAccess(
                        database.url(MullionServer.DATABASE),
                        new DatabaseAccess.Login("mullion_app", server.appPassword()),
                        false));
        context.registerBean(
                KeyRing.class,
                () -> KeyRing.open(
                        KeySources.of(FileSource.of(MasterKey.read(settings.masterKeyFile()))),
                        new FolderKeyStore(settings.custody().store())));
        context.registerBean(ScheduledAnnotationBeanPostProcessor.class);
        context.scan(Stream.of(modules).map(module -> "dev.mullion." + module).toArray(String[]::new));
        context.refresh();
        bench.onClose(this::close);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
