package dev.mullion.challenge;

import dev.mullion.tenancy.SessionPastTheGuards;
import dev.mullion.tenancy.SessionPastTheGuards.Answer;
import dev.mullion.tenancy.SessionPastTheGuards.Changed;
import dev.mullion.tenancy.SessionPastTheGuards.Copied;
import dev.mullion.tenancy.SessionPastTheGuards.Refused;
import dev.mullion.tenancy.SessionPastTheGuards.Result;
import dev.mullion.tenancy.SessionPastTheGuards.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Lines in, lines out. A statement ends with the line that ends with a semicolon. Of an answer the lines of rows begin
 * with a blank, their values are parted by tabs and have their tabs, line ends and backslashes written {@code \t},
 * {@code \n}, {@code \\}; every other line begins with {@code --}; an empty line ends it.
 */
final class SqlPrompt {

    private static final int LONGEST = 256 * 1024;
    private static final String CLAIM = "\\claim ";

    private final SessionPastTheGuards session;
    private final Flag flag;
    private final Runnable found;
    private final String prompt;

    /**
     * One player's.
     *
     * @param found what happens once the player has been told that they have it
     */
    SqlPrompt(SessionPastTheGuards session, Flag flag, Runnable found, String prompt) {
        this.session = session;
        this.flag = flag;
        this.found = found;
        this.prompt = prompt;
    }

    /** Until the player leaves with {@code \q} or their lines end. */
    void talk(BufferedReader in, PrintWriter out) throws IOException {
        out.println("-- SQL of sample, as mullion_app. \\claim FLAG when you have it, \\h for help, \\q to leave.");
        end(out);
        StringBuilder typed = new StringBuilder();
        for (String line = ask(in, out); line != null && !line.strip().equals("\\q"); line = ask(in, out)) {
            if (typed.isEmpty() && line.strip().startsWith("\\")) {
                obey(line.strip(), out);
            } else if (typed.length() + line.length() > LONGEST) {
                typed.setLength(0);
                out.println("-- too long: at most " + LONGEST + " characters");
                end(out);
            } else {
                typed.append(line).append('\n');
                if (line.stripTrailing().endsWith(";")) {
                    answer(session.run(typed.toString()), out);
                    typed.setLength(0);
                }
            }
        }
    }

    private @Nullable String ask(BufferedReader in, PrintWriter out) throws IOException {
        out.print(prompt);
        out.flush();
        return in.readLine();
    }

    private void obey(String command, PrintWriter out) {
        if (!command.startsWith(CLAIM)) {
            Rules.commands().forEach(line -> out.println("-- " + line));
            end(out);
            return;
        }
        boolean right = flag.is(command.substring(CLAIM.length()));
        out.println(
                right
                        ? "-- That is the flag. Mullion broke its promise: please tell us how, see SECURITY.md."
                        : "-- That is not the flag.");
        end(out);
        if (right) {
            found.run();
        }
    }

    private static void answer(Answer answer, PrintWriter out) {
        answer.notices().forEach(notice -> out.println("-- " + oneLine(notice)));
        answer.results().forEach(result -> result(result, out));
        end(out);
    }

    private static void result(Result result, PrintWriter out) {
        switch (result) {
            case Rows rows -> {
                out.println("-- " + oneLine(String.join(" | ", rows.columns())));
                rows.rows()
                        .forEach(row -> out.println(" "
                                + String.join(
                                        "\t",
                                        row.stream().map(SqlPrompt::oneLine).toList())));
                out.println("-- " + rows.rows().size() + " rows" + (rows.cut() ? ", and there are more" : ""));
            }
            case Changed changed -> out.println("-- " + changed.rows() + " changed");
            case Copied copied -> {
                copied.text().lines().forEach(line -> out.println(" " + line));
                out.println("-- copied");
            }
            case Refused refused -> out.println("-- refused: " + refused.state() + " " + oneLine(refused.words()));
        }
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private static void end(PrintWriter out) {
        out.println();
        out.flush();
    }
}
