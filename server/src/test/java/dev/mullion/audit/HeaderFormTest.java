package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.keys.KeyLabel;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.MigratedDatabase;
import dev.mullion.tenancy.TestTenancy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the database takes as a header, against the one pattern that says it (docs/audit-format.md). */
class HeaderFormTest {

    private static final String NAME = "[a-z-]{1,32}:[A-Za-z0-9._-]{1,128}";
    private static final Pattern FORM = Pattern.compile("v1 [0-9]{1,19} "
            + "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z " + NAME + " (-|" + NAME
            + ") [a-z0-9.-]{3,64} " + NAME + " (done|refused|denied|failed|timeout) [A-Za-z0-9._-]{1,128}");

    private static final List<String> GOOD = List.of(
            "v1 0 2026-05-01T12:00:00.000Z system:audit - log.opened log:wks_1 done -",
            "v1 48112 2026-05-01T12:00:00.123Z person:per_1 system:x person.erased person:per_2 refused req_1",
            "v1 9999999999999999999 9999-99-99T99:99:99.999Z " + "a".repeat(32) + ":" + "B".repeat(128) + " "
                    + "-".repeat(32) + ":" + ".".repeat(128) + " " + "v".repeat(64) + " o:_ timeout "
                    + "r".repeat(128));

    private static final String PIECES = " :-.Z0aA_\n\té-  ;'T9v";

    private final Random random = new Random(17);

    @Test
    void isTheOneOfTheFormatWhateverIsChangedInIt() throws SQLException {
        List<String> headers = new ArrayList<>(GOOD);
        GOOD.forEach(good -> IntStream.range(0, 1_000).forEach(_ -> headers.add(changed(good))));

        Map<String, Boolean> taken = taken(headers);

        assertThat(taken.values()).contains(true, false);
        assertThat(taken)
                .allSatisfy((header, took) -> assertThat(took)
                        .as(header)
                        .isEqualTo(FORM.matcher(header).matches()));
    }

    private String changed(String good) {
        int at = random.nextInt(good.length());
        String piece = String.valueOf(PIECES.charAt(random.nextInt(PIECES.length())));
        List<UnaryOperator<String>> changes = List.of(
                text -> text.substring(0, at) + piece + text.substring(at),
                text -> text.substring(0, at) + piece + text.substring(at + 1),
                text -> text.substring(0, at) + text.substring(at + 1),
                text -> text.substring(0, at),
                text -> text + piece,
                text -> wordTwice(text, random.nextInt(9)));
        return changes.get(random.nextInt(changes.size())).apply(good);
    }

    private static String wordTwice(String text, int word) {
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        words.set(word, words.get(word) + words.get(word));
        return String.join(" ", words);
    }

    private static TestPostgres.Database database() {
        return MigratedDatabase.create("header", TestTenancy.newKeys().installation(KeyLabel.DATABASE_CONTEXT));
    }

    /** By the constraint itself, on columns that are made as the table makes them. */
    private static Map<String, Boolean> taken(List<String> headers) throws SQLException {
        try (var connection = TestPostgres.administrator(database().jdbcUrl());
                var asked = connection.prepareStatement("""
                        select regexp_replace(pg_get_constraintdef(oid), '^CHECK ', '')
                          from pg_constraint
                         where conrelid = 'mullion.audit_entry'::regclass
                           and conname = 'audit_entry_header_check'
                        """);
                var form = asked.executeQuery()) {
            form.next();
            try (var judged = connection.prepareStatement("""
                    select header, coalesce(%s, true)
                      from (select h collate "C" as header, split_part(h, ' ', 3) as time, split_part(h, ' ', 4) as actor,
                                   split_part(h, ' ', 6) as verb, split_part(h, ' ', 7) as object
                              from unnest(?::text[]) h)
                    """.formatted(form.getString(1)))) {
                judged.setArray(1, connection.createArrayOf("text", headers.toArray()));
                Map<String, Boolean> taken = new TreeMap<>();
                try (var rows = judged.executeQuery()) {
                    while (rows.next()) {
                        taken.put(rows.getString(1), rows.getBoolean(2));
                    }
                }
                return taken;
            }
        }
    }
}
