package dev.mullion.tenancy;

import dev.mullion.keys.DerivedKey;
import dev.mullion.postgres.TestPostgres;
import java.util.List;

/**
 * Databases that are set up and migrated, each a copy of one that was migrated once in this run: that the migrations
 * themselves run is tried there, and by the tests of migrations.
 */
public final class MigratedDatabase {

    private MigratedDatabase() {}

    /**
     * A fresh one with every module's tables.
     *
     * @param contextKey what its contexts are signed with
     */
    public static TestPostgres.Database create(String prefix, DerivedKey contextKey) {
        TestPostgres.Database database = TestPostgres.copy(Template.MIGRATED, prefix);
        setUp(database); // what belongs to a database itself is not copied with its contents
        new Migrations(database.jdbcUrl(), TestTenancy.OWNER, List.of()).run(contextKey);
        return database;
    }

    /** What the administrator does; the layers that this PostgreSQL does not allow. */
    static List<String> setUp(TestPostgres.Database database) {
        return new DatabaseSetup(database.jdbcUrl(), new DatabaseAccess.Login(database.user(), database.password()))
                .run(TestTenancy.OWNER, TestTenancy.APP);
    }

    private static final class Template {

        static final TestPostgres.Database MIGRATED = migrated();

        private static TestPostgres.Database migrated() {
            TestPostgres.Database database = TestPostgres.createDatabase("template");
            setUp(database);
            new Migrations(database.jdbcUrl(), TestTenancy.OWNER, TestTenancy.MODULES)
                    .run(TestTenancy.newKeys().installation(dev.mullion.keys.KeyLabel.DATABASE_CONTEXT));
            return database;
        }
    }
}
