package dev.mullion.bench.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Something that every way does equally often, to the same workspaces in the same order; each request enters another
 * workspace.
 */
interface Task {

    String name();

    /** How often a round does it. */
    int requests();

    /** Does it once; {@code request} counts up over the whole run and decides which workspace and which rows. */
    void run(Way way, int request);

    /** A question of a dashboard. Workspaces are visited in proportion to their size, as people would. */
    record Ask(Question question) implements Task {

        @Override
        public String name() {
            return question.name();
        }

        @Override
        public int requests() {
            return 20;
        }

        @Override
        public void run(Way way, int request) {
            int workspace = Visits.of(request);
            way.within(
                    Tables.workspace(workspace),
                    sql -> sql.sql(question.sql())
                            .param("since", "2025-12-01T00:00:00Z")
                            .query()
                            .listOfRows());
        }
    }

    /** One row by its key. */
    record OneRow() implements Task {

        @Override
        public String name() {
            return "one-row transaction";
        }

        @Override
        public int requests() {
            return 500;
        }

        @Override
        public void run(Way way, int request) {
            int workspace = request % Tables.WORKSPACES;
            way.within(
                    Tables.workspace(workspace),
                    sql -> sql.sql(
                                    "select state, updated_at from pull_request where workspace_id = :workspace and id = :id::bigint")
                            .param("id", Tables.firstId(workspace) + request % 1_000)
                            .query()
                            .listOfRows());
        }
    }

    /** A thousand rows that are there and change. */
    record Upsert() implements Task {

        private static final int ROWS = 1_000;

        @Override
        public String name() {
            return "1,000 upserts";
        }

        @Override
        public int requests() {
            return 12;
        }

        @Override
        public void run(Way way, int request) {
            int workspace = 20 + request % 100;
            Long[] ids = IntStream.range(0, ROWS)
                    .mapToObj(i -> Tables.firstId(workspace) + i)
                    .toArray(Long[]::new);
            Integer[] additions = new Integer[ROWS];
            Arrays.setAll(additions, i -> request + i);
            way.within(
                    Tables.workspace(workspace),
                    sql -> sql.sql("""
                            insert into pull_request (workspace_id, id, repository_id, number, state, author_is_bot, association,
                                                      opened_at, additions, updated_at)
                            select :workspace, u.id, 1, 1, 'open', false, 'MEMBER', timestamptz '2026-01-01', u.additions,
                                   timestamptz '2026-03-01'
                              from unnest(:ids::bigint[], :additions::int[]) u (id, additions)
                                on conflict (workspace_id, id) do update
                               set additions = excluded.additions, updated_at = excluded.updated_at
                             where (pull_request.additions, pull_request.updated_at)
                                   is distinct from (excluded.additions, excluded.updated_at)
                            """)
                            .param("ids", ids)
                            .param("additions", additions)
                            .update());
        }
    }

    /** Which workspace comes next. */
    final class Visits {

        private static final List<Integer> ORDER = drawn();

        private Visits() {}

        static int of(int request) {
            return ORDER.get(request % ORDER.size());
        }

        private static List<Integer> drawn() {
            Random random = new Random(11);
            int[] ends = IntStream.range(0, Tables.WORKSPACES)
                    .map(number -> Tables.size(number, 1_000_000))
                    .toArray();
            Arrays.parallelPrefix(ends, Integer::sum);
            return IntStream.generate(() -> random.nextInt(ends[ends.length - 1]))
                    .map(point -> {
                        int found = Arrays.binarySearch(ends, point);
                        return found < 0 ? -found - 1 : found + 1;
                    })
                    .limit(200)
                    .boxed()
                    .toList();
        }
    }
}
