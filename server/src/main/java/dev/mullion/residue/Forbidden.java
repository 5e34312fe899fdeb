package dev.mullion.residue;

import dev.mullion.checks.Check;
import dev.mullion.connectors.KeptPath;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.egress.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What no manifest may declare, whatever it is for: everything at a vendor that serves code, archives of it, bodies or
 * messages. Looks at endpoints, at the words that are sent, and at every path of an answer that is read.
 */
final class Forbidden {

    /** Hosts that serve files and archives. */
    static final Set<String> HOSTS = Set.of(
            "codeload.github.com",
            "raw.githubusercontent.com",
            "uploads.github.com",
            "gist.github.com",
            "files.slack.com");

    /** Segments of addresses behind which code, files, bodies or messages are. */
    static final Set<String> SEGMENTS = Set.of(
            "contents",
            "tarball",
            "zipball",
            "archive",
            "git",
            "git-upload-pack",
            "blobs",
            "trees",
            "raw",
            "readme",
            "compare",
            "diff",
            "patch",
            "issues",
            "comments",
            "messages",
            "conversations.history",
            "conversations.replies",
            "history",
            "notes",
            "attachments",
            "files");

    /** Names of what is inside an answer, and of what GraphQL is asked for. */
    static final Set<String> NAMES = Set.of(
            "body",
            "bodytext",
            "bodyhtml",
            "body_text",
            "body_html",
            "text",
            "message",
            "messages",
            "messagebody",
            "messageheadline",
            "title",
            "subject",
            "description",
            "snippet",
            "content",
            "contents",
            "blob",
            "tree",
            "diff",
            "diff_hunk",
            "patch",
            "filename",
            "files",
            "attachments",
            "notes");

    /** Forms of answers that are code or files, whatever the address. */
    private static final Pattern FORMS = Pattern.compile("diff|patch|raw|html|zip|tar|octet");

    private static final Pattern WORD = Pattern.compile("\\W+");

    private Forbidden() {}

    static List<Check> in(Manifests manifests) {
        return manifests.byConnector().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> in(one.getKey(), one.getValue()))
                .toList();
    }

    private static Check in(String connector, Manifest manifest) {
        List<String> found = Stream.concat(
                        manifest.reach().endpoints().stream()
                                .filter(Forbidden::serves)
                                .map(Endpoint::toString),
                        manifest.projections().entrySet().stream()
                                .flatMap(one -> one.getValue().stream()
                                        .filter(Forbidden::isContent)
                                        .map(kept -> one.getKey() + " " + kept.path())))
                .toList();
        long paths =
                manifest.projections().values().stream().mapToLong(List::size).sum();
        return Check.of(
                "content.declared." + connector,
                found.isEmpty(),
                found.isEmpty()
                        ? "none of " + manifest.reach().endpoints().size() + " endpoints and " + paths
                                + " paths of answers serves code, archives, bodies or messages"
                        : "these do: " + String.join(", ", found));
    }

    private static boolean serves(Endpoint endpoint) {
        return HOSTS.contains(endpoint.origin().host())
                || Arrays.stream(endpoint.path().split("/", -1)).anyMatch(Forbidden::isSegment)
                || FORMS.matcher(endpoint.accept()).find()
                || endpoint.documents().stream().flatMap(WORD::splitAsStream).anyMatch(Forbidden::isName);
    }

    private static boolean isSegment(String segment) {
        return SEGMENTS.contains(segment.toLowerCase(Locale.ROOT)) || segment.endsWith(".git");
    }

    private static boolean isContent(KeptPath kept) {
        String[] names = kept.path().split("[.\\[\\]]+", -1);
        return Arrays.stream(names).anyMatch(Forbidden::isName);
    }

    private static boolean isName(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
