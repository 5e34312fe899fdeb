package dev.mullion.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import dev.mullion.TestServer;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has the whole database has no key: a superuser reads every row of every table and finds none. */
class DatabaseAloneTest {

    private static final TestServer SERVER = TestServer.shared();

    /** So that a search that finds nothing is known to find what is there. */
    private static final String TOKEN = "vnd_of_a_superusers_wishes";

    @Test
    @Attack("secrets-20")
    void holdsNoKeyThatOpensAnything() throws SQLException {
        Workspace workspace = SERVER.newWorkspace();
        UUID owner = UUID.randomUUID();
        SERVER.bean(Workspaces.class).within(workspace.id(), () -> {
            SERVER.bean(Vault.class)
                    .store(
                            new SecretRef(owner, "access-token"),
                            SecretTerms.vendorToken("api.vendor.example"),
                            TOKEN.getBytes(StandardCharsets.US_ASCII),
                            Actor.OPERATOR);
            return true;
        });
        Map<String, String> wanted = keys(workspace.id().value());
        wanted.put("the token", hex(TOKEN.getBytes(StandardCharsets.US_ASCII)));
        wanted.put("the token as text", TOKEN);
        wanted.put("the control", owner.toString());

        assertThat(wanted).hasSizeGreaterThan(8);
        assertThat(found(wanted)).containsOnly("the control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_read_file('%s')",
                "select pg_read_binary_file('%s')",
                "select * from pg_ls_dir('%s')",
                "select lo_import('%s')"
            })
    @Attack("secrets-20")
    void theServersOwnRoleCannotReadTheKeyStoreThroughIt(String sql) {
        String entry = SERVER.bean(Settings.class)
                .custody()
                .store()
                .resolve(Root.NAME + ".keys")
                .toString();

        assertThatThrownBy(() -> SERVER.bean(GlobalSql.class)
                        .sql(sql.formatted(entry))
                        .query(String.class)
                        .list())
                .hasStackTraceContaining("permission denied");
    }

    /** Every key in the clear that this installation and this workspace have, in hexadecimal. */
    private static Map<String, String> keys(UUID workspace) {
        Settings settings = SERVER.bean(Settings.class);
        MasterKey master = MasterKey.read(settings.masterKeyFile());
        FileSource source = FileSource.of(master);
        KeyStore store = new FolderKeyStore(settings.custody().store());
        Map<String, String> keys = new HashMap<>();
        keys.put("master key", master.expose(DatabaseAloneTest::hex));
        source.exported().forEach((part, key) -> keys.put("wrapping key " + part, hex(key)));
        Wrapped root = Wrapped.parse(Root.NAME, store.read(Root.NAME).orElseThrow());
        byte[] encoded = root.unwrapped(Part.WEB, source);
        keys.put("root", hex(java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        String name = "wsp_" + workspace;
        Wrapped own = Wrapped.parse(name, store.read(name).orElseThrow());
        KeySet set = KeySet.decoded(
                Map.of(Part.WEB, own.unwrapped(Part.WEB, source), Part.WORKER, own.unwrapped(Part.WORKER, source)));
        for (Part part : Part.values()) {
            keys.put("seed " + part, hex(set.seed(part).orElseThrow()));
            keys.put("sealing key " + part, hex(set.sealing(part, 1)));
        }
        return keys;
    }

    private static List<String> found(Map<String, String> wanted) throws SQLException {
        String url = SERVER.bean(Settings.class).database().orElseThrow().url();
        List<String> found = new ArrayList<>();
        try (Connection superuser = TestPostgres.administrator(url)) {
            for (String table : tables(superuser)) {
                try (Statement statement = superuser.createStatement();
                        ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        String row = rows.getString(1);
                        wanted.forEach((what, text) -> {
                            if (row.contains(text)) {
                                found.add(what);
                            }
                        });
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Connection superuser) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select format('%I.%I', n.nspname, c.relname)
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                         where c.relkind = 'r'
                           and n.nspname not in ('pg_catalog', 'information_schema')
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
