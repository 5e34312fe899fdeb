package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.Facts;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A history that is told many times. Fifty tellings are stored by the same calls, each about things of its own. */
final class Tellings {

    static final long SEED = 20_261_122;

    /** In how many transactions one telling is stored. */
    static final int TURNS = 4;

    private static final int MANY = Boolean.getBoolean("mullion.long") ? 10_000 : 1_000;
    private static final int TOGETHER = 50;

    private Tellings() {}

    /** As many empty transactions as one telling is stored in. */
    static List<List<Fact>> turns() {
        List<List<Fact>> turns = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            turns.add(new ArrayList<>());
        }
        return turns;
    }

    /** The first telling is in order, and every other one comes to the same. */
    static void assertOneState(
            BiFunction<List<List<Fact>>, Integer, List<List<Fact>>> telling, List<List<Fact>> history, String state) {
        WorkspaceId workspace = ReadGitHub.server().newWorkspace().id();
        for (int first = 0; first <= MANY; first += TOGETHER) {
            List<List<Fact>> calls = turns();
            for (int one = first; one < Math.min(first + TOGETHER, MANY + 1); one++) {
                List<List<Fact>> turns = telling.apply(history, one);
                for (int turn = 0; turn < turns.size(); turn++) {
                    for (Fact fact : turns.get(turn)) {
                        calls.get(turn).add(Elsewhere.moved(fact, one));
                    }
                }
            }
            for (List<Fact> facts : calls) {
                ReadGitHub.bean(Workspaces.class)
                        .within(workspace, () -> ReadGitHub.bean(Facts.class).save(facts));
            }
        }
        // The database has just grown a thousandfold: what it knows of its tables from before would join them row by
        // row.
        ReadGitHub.server().asAdministrator("analyze");
        Map<Integer, List<String>> states = states(workspace, state);
        assertThat(states).hasSize(MANY + 1);
        List<String> expected = Objects.requireNonNull(states.get(0));
        states.forEach((one, said) ->
                assertThat(said).as("telling %d of seed %d", one, SEED).isEqualTo(expected));
    }

    private record Row(int telling, String said) {}

    private static Map<Integer, List<String>> states(WorkspaceId workspace, String sql) {
        List<Row> rows = ReadGitHub.bean(Workspaces.class)
                .within(
                        workspace,
                        () -> ReadGitHub.bean(TenantSql.class)
                                .sql(sql)
                                .query((row, _) ->
                                        new Row(Integer.parseInt(row.getString("telling")), row.getString("said")))
                                .list());
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Row::telling,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Row::said, Collectors.toList()),
                                said -> said.stream().sorted().toList())));
    }
}
