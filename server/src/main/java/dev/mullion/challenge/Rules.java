package dev.mullion.challenge;

import java.net.URI;
import java.util.List;

/** What a player is told. */
public final class Rules {

    private Rules() {}

    /**
     * The game in a few lines.
     *
     * @param server where the API is
     * @param token what opens it
     */
    public static List<String> of(URI server, int sqlPort, String token) {
        return List.of(
                "You already have SQL injection. Get the flag.",
                "",
                "The workspace neighbour hides one flag, flag-..., in a repository's label, in the detail of an audit event",
                "and in a member's name. You are the workspace sample, and you have:",
                "  SQL     nc 127.0.0.1 " + sqlPort
                        + "   as mullion_app, each transaction with sample's own signed context",
                "  API     " + server + "/api/v1/workspaces/sample   Authorization: Bearer " + token,
                "  source  this folder",
                "It counts when the flag came through one of the two: \\claim FLAG at the SQL prompt says whether it is right.",
                "Reading this machine's files or memory, and bringing the server down, do not count. docs/challenge.md has the rules.");
    }

    static List<String> commands() {
        return List.of(
                "A statement ends with the line that ends with a semicolon; begin; holds a transaction until commit; or rollback;",
                "Each transaction starts with sample's signed context: select current_setting('mullion.context');",
                "\\claim FLAG says whether it is the flag; \\q leaves; \\h shows this.");
    }
}
