package dev.mullion.bench.isolation;

import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The facts of many workspaces of skewed size: in Mullion's tables as `database migrate` made them, and copies without
 * row security and behind a textbook policy. Rows of all workspaces lie mixed, as they would arrive.
 */
final class Tables {

    static final String RAW = "raw";
    static final String TEXTBOOK = "textbook";

    /** Of a database that lives as long as the run, on loopback. */
    static final String PASSWORD = "synthetic-password-of-a-contender";

    static final int WORKSPACES = 500;

    private static final List<String> COPIED = List.of("label", "pull_request", "review");

    private final Database database;
    private final Workbench bench;

    Tables(Database database, Workbench bench) {
        this.database = database;
        this.bench = bench;
    }

    static UUID workspace(int number) {
        return new UUID(0x5e7d_0000_0000_4000L, 0x8000_0000_0000_0000L | number);
    }

    /**
     * How many pull requests workspace {@code number} has when all have {@code total}: the first has about a tenth of
     * them.
     */
    static int size(int number, int total) {
        double all = IntStream.range(0, WORKSPACES).mapToDouble(Tables::weight).sum();
        return (int) Math.max(1_200, total * weight(number) / all);
    }

    /** The first pull request's id of a workspace; the others follow. */
    static long firstId(int number) {
        return number * 10_000_000L;
    }

    private static double weight(int number) {
        return 1.0 / (number + 1.5);
    }

    void fill(int facts) {
        int pullRequests = facts * 2 / 3;
        bench.say("filling " + facts + " facts of " + WORKSPACES + " workspaces");
        // Mullion's own rules would refuse what the contenders need: tenant data outside its schema.
        execute("alter event trigger mullion_schema_rules disable");
        execute(
                "create table public.size (workspace_id uuid primary key, first_id bigint not null, pulls int not null)");
        IntStream.range(0, WORKSPACES).forEach(number -> addWorkspace(number, size(number, pullRequests)));
        execute("""
                insert into mullion.label (workspace_id, kind, external_id, text, as_of)
                select s.workspace_id, 'repository', n, 'synthetic-service-' || n, timestamptz '2026-01-01'
                  from public.size s, generate_series(0, 19) n
                """, """
                insert into mullion.pull_request (workspace_id, id, repository_id, number, state, author, author_is_bot, association,
                       opened_at, first_ready_at, first_review_at, merged_at, closed_at, first_commit_at, into_default,
                       additions, deletions, changed_files, commits, comments, review_comments, sized_at, updated_at)
                select workspace_id, id, h % 20, n,
                       case when h % 100 < 85 then 'merged' when h % 100 < 93 then 'closed' when h % 100 < 98 then 'open' else 'draft' end,
                       md5('person' || h / 7 % 150)::uuid, h % 11 = 0, 'MEMBER', opened, opened,
                       opened + make_interval(secs => h / 3 % 200000),
                       case when h % 100 < 85 then opened + make_interval(secs => h / 13 % 900000) end,
                       case when h % 100 < 93 then opened + make_interval(secs => h / 13 % 900000) end,
                       opened - make_interval(secs => h / 17 % 400000), true,
                       h / 19 % 2000, h / 23 % 900, h / 29 % 60, h / 31 % 20, h / 37 % 30, h / 41 % 30, opened,
                       opened + make_interval(secs => h / 13 % 900000)
                  from (select s.workspace_id, s.first_id + n as id, n, abs(hashint8(s.first_id + n)::bigint) as h,
                               timestamptz '2026-03-01' - make_interval(secs => abs(hashint8(s.first_id - n)::bigint) % 36000000) as opened
                          from public.size s, generate_series(0, s.pulls - 1) n) made
                 order by h
                """, """
                insert into mullion.review (workspace_id, id, pull_request_id, repository_id, reviewer, reviewer_is_bot, state, submitted_at)
                select workspace_id, id, id, repository_id, md5('person' || number % 150)::uuid, false, 'approved', first_review_at
                  from mullion.pull_request
                 where number % 2 = 0
                """);
        copies();
    }

    private void addWorkspace(int number, int pulls) {
        execute("""
                insert into mullion.workspace (id, slug, name, kind, state, created_at)
                values ('%1$s', 'bench-%2$d', 'Bench %2$d', 'customer', 'active', now());
                insert into public.size (workspace_id, first_id, pulls) values ('%1$s', %3$d, %4$d)
                """.formatted(workspace(number), number, firstId(number), pulls));
    }

    private void copies() {
        bench.say("copying them for the raw predicate and the textbook policy");
        for (String schema : List.of(RAW, TEXTBOOK)) {
            execute(
                    "create role " + schema + " login password '" + PASSWORD + "'",
                    "alter role " + schema + " set search_path = " + schema,
                    "grant connect on database " + MullionServer.DATABASE + " to " + schema,
                    "create schema " + schema,
                    "grant usage on schema " + schema + " to " + schema);
            for (String table : COPIED) {
                execute(
                        "create table %1$s.%2$s (like mullion.%2$s including all)".formatted(schema, table),
                        "insert into %1$s.%2$s (%3$s) select %3$s from mullion.%2$s"
                                .formatted(schema, table, written(table)),
                        "grant select, insert, update on %1$s.%2$s to %1$s".formatted(schema, table));
            }
        }
        protectAsTextbooksDo();
        execute("vacuum analyze");
    }

    /** The columns that are not computed by the database. */
    private String written(String table) {
        return database.text(MullionServer.DATABASE, """
                select string_agg(attname, ', ' order by attnum)
                  from pg_attribute
                 where attrelid = 'mullion.%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                """.formatted(table));
    }

    private void protectAsTextbooksDo() {
        execute("""
                create function textbook.may_see(row_workspace uuid) returns boolean language plpgsql stable as $$
                begin
                    return row_workspace = current_setting('app.workspace')::uuid;
                end
                $$
                """);
        for (String table : COPIED) {
            execute(
                    "alter table textbook." + table + " enable row level security",
                    "create policy tenant on textbook." + table
                            + " using (textbook.may_see(workspace_id)) with check (textbook.may_see(workspace_id))");
        }
    }

    private void execute(String... statements) {
        database.execute(MullionServer.DATABASE, statements);
    }
}
