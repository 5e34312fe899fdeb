package dev.mullion.vault;

import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.KeyStore;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.MasterKey;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.settings.Front;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.TestTenancy;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The audit log and the vault as a server that starts has them, without its pages: it starts in a moment. */
final class Restarted implements AutoCloseable {

    private final TestTenancy tenancy;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    Restarted(Place place) {
        tenancy = TestTenancy.again(place.database(), place.keys());
        context.registerBean(TenantSql.class, () -> tenancy.tenant);
        context.registerBean(GlobalSql.class, () -> tenancy.global);
        context.registerBean(Workspaces.class, () -> tenancy.workspaces);
        context.registerBean(KeyRing.class, () -> tenancy.keys);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(Settings.class, place::settings);
        context.scan("dev.mullion.audit", "dev.mullion.vault");
        context.addBeanFactoryPostProcessor(beans -> Arrays.stream(beans.getBeanDefinitionNames())
                .forEach(name -> beans.getBeanDefinition(name).setLazyInit(true)));
        context.refresh();
    }

    /**
     * Where an installation is.
     *
     * @param data its folder, with two master keys, of which either may be in force
     */
    record Place(TestPostgres.Database database, Path data, WorkspaceId workspace) {

        static Place read(String[] words) {
            return new Place(
                    new TestPostgres.Database(words[0], words[1], words[2], words[3]),
                    Path.of(words[4]),
                    new WorkspaceId(UUID.fromString(words[5])));
        }

        String[] words() {
            return new String[] {
                database.name(),
                database.jdbcUrl(),
                database.user(),
                database.password(),
                data.toString(),
                workspace.value().toString()
            };
        }

        MasterKey master(int number) {
            return MasterKey.read(data.resolve("master-" + number + ".key"));
        }

        KeyStore store() {
            return new FolderKeyStore(data.resolve("keys"));
        }

        Path published() {
            return data.resolve("audit").resolve(workspace.value() + ".checkpoints");
        }

        /** With whichever of the two master keys opens what is there. */
        KeyRing keys() {
            try {
                return KeyRing.open(KeySources.of(FileSource.of(master(0))), store());
            } catch (KeysUnavailable _) {
                return KeyRing.open(KeySources.of(FileSource.of(master(1))), store());
            }
        }

        Settings settings() {
            URI nowhere = URI.create("http://127.0.0.1:1");
            return new Settings(
                    1,
                    nowhere,
                    nowhere,
                    data,
                    Optional.empty(),
                    data.resolve("master-0.key"),
                    Optional.empty(),
                    1,
                    Front.plain(),
                    KeyCustody.in(data),
                    Map.of());
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        tenancy.close();
    }
}
