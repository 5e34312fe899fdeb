package dev.mullion.sandbox.body;

import dev.mullion.sandbox.world.Company;
import dev.mullion.sandbox.world.Person;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** People, bots and organisations. Each is in a body many times over, so it is made once and copied. */
final class Accounts {
    private static final String API = "https://api.github.com/users/";

    private final Map<Long, SerializedString> rendered = new ConcurrentHashMap<>();

    void write(JsonGenerator json, String name, Person person) {
        json.writeName(name);
        write(json, person);
    }

    void write(JsonGenerator json, Person person) {
        json.writeRawValue(rendered.computeIfAbsent(
                person.id(), id -> fragment(id, person.login(), person.bot() ? "Bot" : "User", "")));
    }

    void writeOwner(JsonGenerator json, String name, Company company) {
        json.writeName(name);
        json.writeRawValue(
                rendered.computeIfAbsent(company.id(), id -> fragment(id, company.login(), "Organization", "")));
    }

    /** In pushes the owner comes with a name and a mail address. */
    void writeNamedOwner(JsonGenerator json, String name, Company company) {
        json.writeName(name);
        json.writeRawValue(rendered.computeIfAbsent(
                -company.id(),
                id -> fragment(
                        company.id(),
                        company.login(),
                        "Organization",
                        "\"name\":\"" + company.login() + "\",\"email\":\"engineering@" + company.mailDomain()
                                + "\",")));
    }

    void writeOrganization(JsonGenerator json, Company company) {
        String api = "https://api.github.com/orgs/" + company.login();
        json.writeObjectPropertyStart("organization");
        json.writeStringProperty("login", company.login());
        json.writeNumberProperty("id", company.id());
        json.writeStringProperty("node_id", "O_synthetic" + company.id());
        json.writeStringProperty("url", api);
        json.writeStringProperty("repos_url", api + "/repos");
        json.writeStringProperty("events_url", api + "/events");
        json.writeStringProperty("hooks_url", api + "/hooks");
        json.writeStringProperty("issues_url", api + "/issues");
        json.writeStringProperty("members_url", api + "/members{/member}");
        json.writeStringProperty("public_members_url", api + "/public_members{/member}");
        json.writeStringProperty("avatar_url", avatar(company.id()));
        json.writeStringProperty("description", "A synthetic company. Nothing here is real.");
        json.writeEndObject();
    }

    private static SerializedString fragment(long id, String login, String type, String before) {
        return new SerializedString("""
                {%s"login":"%s","id":%d,"node_id":"U_synthetic%d","avatar_url":"%s","gravatar_id":"","url":"%s",\
                "html_url":"https://github.com/%s","followers_url":"%s/followers",\
                "following_url":"%s/following{/other_user}","gists_url":"%s/gists{/gist_id}",\
                "starred_url":"%s/starred{/owner}{/repo}","subscriptions_url":"%s/subscriptions",\
                "organizations_url":"%s/orgs","repos_url":"%s/repos","events_url":"%s/events{/privacy}",\
                "received_events_url":"%s/received_events","type":"%s","user_view_type":"public","site_admin":false}""".formatted(
                        before,
                        login,
                        id,
                        id,
                        avatar(id),
                        API + login,
                        login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        API + login,
                        type));
    }

    private static String avatar(long id) {
        return "https://avatars.githubusercontent.com/u/" + id + "?v=4";
    }
}
