package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.GlobalSql;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What the operator of this installation can see and do, and what not: each line from a fact of the database's roles,
 * of its columns or of the keys as they are now. A line whose fact does not hold is not said.
 */
@Component
class OperatorSight {

    private final GlobalSql global;
    private final Settings settings;
    private final KeyRing keys;
    private final Passwords passwords;

    OperatorSight(GlobalSql global, Settings settings, KeyRing keys, Passwords passwords) {
        this.global = global;
        this.settings = settings;
        this.keys = keys;
        this.passwords = passwords;
    }

    List<Check> run() {
        return List.of(
                Check.attempt("operator.cannot.read-passwords", this::passwords),
                Check.attempt("operator.cannot.read-credentials", this::credentials),
                Check.attempt("operator.cannot.read-as-the-server", this::asTheServer),
                Check.attempt("operator.cannot.read-as-the-owner", this::asTheOwner),
                Check.attempt("operator.cannot.read-payloads", this::payloads),
                Check.attempt("operator.can.read-everything-stored", this::everythingStored),
                Check.attempt("operator.can.come-in-as-a-member", this::comeIn),
                Check.attempt("operator.can.read-members", this::members));
    }

    private static Check said(String name, boolean holds, String sentence) {
        return Check.of(name, holds, sentence);
    }

    private Check passwords() {
        boolean none = passwords.columns().outcome() == Check.Outcome.OK;
        return said("operator.cannot.read-passwords", none, "Passwords: there are none, in no table and on no page");
    }

    /** Tokens and links are hashed under a key that the database does not have, sessions are not stored. */
    private Check credentials() {
        long hashes = count("""
                select count(*)
                  from pg_catalog.pg_attribute a
                 where a.attrelid in ('mullion.route'::regclass, 'mullion.one_time_link'::regclass)
                   and a.attname = 'key' and a.atttypid = 'bytea'::regtype
                """);
        return said(
                "operator.cannot.read-credentials",
                hashes == 2,
                "Sessions, API tokens and sign-in links after they were made: only keyed hashes are stored");
    }

    private Check asTheServer() {
        long seen = count("select count(*) from (select 1 from mullion.member limit 1) seen");
        boolean bypasses =
                flag("select rolbypassrls or rolsuper from pg_catalog.pg_roles where rolname = current_user");
        return said(
                "operator.cannot.read-as-the-server",
                seen == 0 && !bypasses,
                "A tenant's rows with the server's own database password: without a context that the running server"
                        + " signs, that role sees none");
    }

    private Check asTheOwner() {
        long open = count("""
                select count(*)
                  from pg_catalog.pg_class c
                 where c.relnamespace = 'mullion'::regnamespace
                   and c.relkind in ('r', 'p')
                   and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'global: %'
                   and not (c.relrowsecurity and c.relforcerowsecurity)
                """);
        boolean bypasses =
                flag("select rolbypassrls or rolsuper from pg_catalog.pg_roles where rolname = 'mullion_owner'");
        return said(
                "operator.cannot.read-as-the-owner",
                open == 0 && !bypasses,
                "A tenant's rows as the owner of the tables: row security is forced on the owner as well");
    }

    private Check payloads() {
        long documents = count("""
                select count(*)
                  from pg_catalog.pg_class c
                  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                 where c.relnamespace = 'mullion'::regnamespace
                   and c.relkind in ('r', 'p')
                   and format_type(a.atttypid, null) in ('json', 'jsonb', 'xml')
                """);
        return said(
                "operator.cannot.read-payloads",
                documents == 0,
                "What vendors sent, once a request is answered: no column takes a document, and the promises P04 to P06"
                        + " are tried with canaries");
    }

    /** Says whether there are such workspaces, and neither which nor how many. */
    private Check everythingStored() {
        String holder = settings.isEmbedded()
                ? "the embedded database's administrator is derived from the master key"
                : "its superuser is not Mullion's to bind";
        String secrets = keys.sets().bound().isEmpty()
                ? "with the installation's own key at hand, the secrets among them as well: no workspace's keys are"
                        + " held by its customer"
                : "the secrets among them are sealed, and those of a workspace whose keys its customer holds open only"
                        + " as long as the customer's key lets this server in; those of the others open with the"
                        + " installation's own key";
        return said(
                "operator.can.read-everything-stored",
                flag("select exists (select 1 from pg_catalog.pg_roles where rolsuper)"),
                "Every stored row, as the database's superuser: " + holder + "; " + secrets);
    }

    /** That what is recorded stays recorded is for P32 to try. */
    private Check comeIn() {
        return said(
                "operator.can.come-in-as-a-member",
                flag("select has_table_privilege(current_user, 'mullion.one_time_link', 'insert')"),
                "A workspace's pages, by a sign-in link for one of its members: making one and using one are recorded in"
                        + " that workspace's audit trail");
    }

    private Check members() {
        long columns = count("""
                select count(*)
                  from pg_catalog.pg_attribute a
                 where a.attrelid = 'mullion.member'::regclass
                   and (a.attname, format_type(a.atttypid, null)) in
                       (('name', 'text'), ('email', 'text'), ('permissions', 'text[]'))
                """);
        return said(
                "operator.can.read-members",
                columns == 3,
                "Names and e-mail addresses of members, and what each may do: they are stored to be shown to the other"
                        + " members");
    }

    private long count(String sql) {
        return global.sql(sql).query(Long.class).single();
    }

    private boolean flag(String sql) {
        return global.sql(sql).query(Boolean.class).single();
    }
}
