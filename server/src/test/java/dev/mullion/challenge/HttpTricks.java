package dev.mullion.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The token of {@code sample}, and SQL that is to open doors for it: cases 41 to 47. */
final class HttpTricks {

    private static final String API = "/api/v1/workspaces/";

    private static final List<String> READS = List.of(
            "",
            "/audit",
            "/members",
            "/tokens",
            "/connections",
            "/deliveries",
            "/deliveries/hours",
            "/engineering/metrics",
            "/engineering/repositories",
            "/engineering/pull-requests",
            "/engineering/pull-requests/1");

    static final List<Trick> ALL = List.of(
            new Trick("isolation-41", "the neighbour's addresses", doors -> reads(doors, "neighbour")),
            new Trick("isolation-41", "the neighbour's id", doors -> reads(doors, doors.neighbour())),
            new Trick("isolation-42", "two tenants in one request", HttpTricks::twoTenants),
            new Trick("isolation-44", "a way made by SQL", HttpTricks::wayBySql),
            new Trick("isolation-45", "fields that nobody offered", HttpTricks::fields),
            new Trick("isolation-46", "filters, sorts and cursors", HttpTricks::filters),
            new Trick("isolation-47", "other spellings of an address", HttpTricks::spellings));

    private HttpTricks() {}

    private static List<String> reads(Doors doors, String name) {
        return Stream.concat(
                        READS.stream().map(path -> API + name + path),
                        READS.stream().map(path -> "/w/" + name + path))
                .flatMap(path -> Stream.of("GET", "POST", "DELETE").map(method -> doors.http(method, path, "")))
                .toList();
    }

    private static List<String> twoTenants(Doors doors) {
        List<String> answers = new ArrayList<>();
        for (String header : List.of(
                "X-Workspace",
                "X-Tenant-Id",
                "X-Forwarded-Host",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Forwarded-Prefix")) {
            for (String value : List.of("neighbour", doors.neighbour(), API + "neighbour/audit")) {
                answers.add(doors.http("GET", API + "sample/audit", "", header, value));
                answers.add(doors.http("GET", API + "sample/members", "", header, value));
            }
        }
        for (String parameter : List.of("workspace", "workspace_id", "slug", "tenant")) {
            answers.add(doors.http("GET", API + "sample/audit?" + parameter + "=neighbour", ""));
            answers.add(doors.http("GET", API + "sample/members?" + parameter + "=" + doors.neighbour(), ""));
        }
        return answers;
    }

    /** Global tables can be written by the app role: routes, sessions, memberships, links. */
    private static List<String> wayBySql(Doors doors) throws Exception {
        List<String> answers = new ArrayList<>();
        String n = doors.neighbour();
        try (Doors.Sql sql = doors.sql()) {
            for (String statement : List.of(
                    "update mullion.route set workspace_id = '" + n + "'",
                    "update mullion.route set target = (select id from mullion.api_token limit 1)",
                    "insert into mullion.route select kind, sha256(key), '" + n + "', target from mullion.route",
                    "delete from mullion.route where kind = 'hook' returning *",
                    "update mullion.api_token set workspace_id = '" + n + "'",
                    "insert into mullion.api_token select '" + n
                            + "', id, name, permissions, created_by, created_at, expires_at from mullion.api_token",
                    "insert into mullion.member select '" + n
                            + "', person_id, email, name, permissions, added_at, null from mullion.member",
                    "insert into mullion.membership_route select person_id, '" + n
                            + "' from mullion.membership_route on conflict do nothing",
                    "insert into mullion.one_time_link (key, purpose, person_id, created_at, expires_at, seal)"
                            + " select sha256('mine'), 'sign-in', person_id, now(), now() + interval '1 hour', sha256('mine')"
                            + " from mullion.membership_route where workspace_id = '" + n + "' limit 1",
                    "insert into mullion.session select gen_random_uuid(), person_id, now(), now() + interval '1 hour', null"
                            + " from mullion.membership_route where workspace_id = '" + n + "' limit 1 returning *",
                    "update mullion.workspace set name = 'sample' where slug = 'neighbour'")) {
                answers.add(sql.say(statement));
            }
        }
        answers.addAll(reads(doors, "neighbour"));
        answers.addAll(reads(doors, "sample"));
        answers.add(doors.http("GET", "/link/mine", ""));
        answers.add(doors.http("POST", "/link/mine", ""));
        return answers;
    }

    private static List<String> fields(Doors doors) {
        String wish =
                "{\"name\":\"mine\",\"permissions\":[\"audit:read\"],\"days\":1,\"workspace\":\"neighbour\",\"workspace_id\":\""
                        + doors.neighbour() + "\"}";
        return Stream.of("/tokens", "/connections", "/members")
                .map(path -> doors.http("POST", API + "sample" + path, wish, "Content-Type", "application/json"))
                .toList();
    }

    private static List<String> filters(Doors doors) {
        List<String> answers = new ArrayList<>();
        for (String query : List.of(
                "?filter=name",
                "?sort=workspace_id",
                "?expand=members",
                "?include=neighbour",
                "?fields=*",
                "?q='%20or%201=1%20--",
                "?state=open')%20union%20select%20text%20from%20label--",
                "?cursor=AAAA",
                "?after=AAAA",
                "?before=" + doors.neighbour(),
                "?limit=100000",
                "?limit=-1")) {
            READS.forEach(path -> answers.add(doors.http("GET", API + "sample" + path + query, "")));
        }
        return answers;
    }

    private static List<String> spellings(Doors doors) {
        return Stream.of(
                        API + "NEIGHBOUR/audit",
                        API + "neighbour/audit/",
                        API + "neighbour/audit.json",
                        API + "neighbour/audit.css",
                        API + "neighbour//audit",
                        API + "sample/../neighbour/audit",
                        API + "sample/%2e%2e/neighbour/audit",
                        API + "sample%2f..%2fneighbour/audit",
                        API + "sample;x=/../neighbour/audit",
                        API + "neighbour%00/audit",
                        API + "sample,neighbour/audit",
                        API + "*/audit",
                        API + "%6eeighbour/members",
                        "/api/v1/../v1/workspaces/neighbour/audit",
                        "/w/neighbour/audit?x=.css")
                .flatMap(path -> Stream.of("GET", "HEAD", "OPTIONS", "PUT").map(method -> doors.http(method, path, "")))
                .toList();
    }
}
