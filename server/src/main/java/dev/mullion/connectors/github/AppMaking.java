package dev.mullion.connectors.github;

import dev.mullion.connectors.Heard;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.egress.Call;
import dev.mullion.keys.KeyRing;
import dev.mullion.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Makes the operator's App at GitHub of a manifest, and keeps what it signs in with. Threads may share it. */
@Component
public class AppMaking {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final GitHubApi api;
    private final KeyRing keys;
    private final Settings settings;
    private final ConversionReading reading = new ConversionReading(Parsers.ofTokens(Stream.concat(
                    FieldNames.all().stream(),
                    Stream.of("client_id", "client_secret", "webhook_secret", "pem", "external_url"))
            .distinct()
            .toList()));

    AppMaking(GitHubApi api, KeyRing keys, Settings settings) {
        this.api = api;
        this.keys = keys;
        this.settings = settings;
    }

    /** What became of it. */
    public sealed interface Made {

        record Kept(long id, String slug) implements Made {}

        record Refused(String why) implements Made {}
    }

    /** Whether this server may keep an App: one with the role web alone would have its private key in its hands. */
    public boolean canKeep() {
        return settings.custody().isWorker();
    }

    /**
     * Where the form goes.
     *
     * @param organisation whose App it becomes; empty: the own one of whoever is signed in there
     */
    public URI page(Optional<String> organisation, String state) {
        String owner = organisation.map(name -> "/organizations/" + name).orElse("");
        return URI.create(api.web() + owner + "/settings/apps/new?state=" + state);
    }

    /** The text of the form. */
    public String manifest(AppManifest manifest, URI answer) {
        return manifest.json(settings, answer);
    }

    /**
     * Exchanges the code, once and within the hour that GitHub gives it, and keeps the App where it is no more than
     * asked.
     */
    public Made convert(String code) {
        if (!CODE.matcher(code).matches()) {
            return new Made.Refused("GitHub sent no code");
        }
        Call call = Call.post(
                api.here(GitHubManifest.CONVERSION).address(List.of(code)), "app", new Call.Body.Form(Map.of()));
        return switch (api.ask(call, reading.list(), (read, _) -> judged(read))) {
            case Heard.Said<Made> said -> said.value();
            case Heard.Turned<Made> turned ->
                new Made.Refused(
                        turned.status() == 404
                                ? "GitHub does not take the code any more; it is good once, for an hour"
                                : "GitHub answered " + turned.status());
            case Heard.Late<Made> late -> new Made.Refused("GitHub is at its limit: " + late.why());
            case Heard.Broken<Made> broken -> new Made.Refused(broken.why());
        };
    }

    private Made judged(Reading read) {
        Manifest manifest = GitHubManifest.manifest();
        List<String> broader = manifest.broader(reading.permissions(read));
        List<String> missing = manifest.missing(reading.permissions(read));
        if (!broader.isEmpty() || !missing.isEmpty()) {
            return new Made.Refused(
                    broader.isEmpty()
                            ? "the App lacks " + String.join(", ", missing) + "; delete it at GitHub and begin anew"
                            : "the App may " + String.join(", ", broader.subList(0, Math.min(3, broader.size())))
                                    + ", which was not asked for; delete it at GitHub and begin anew");
        }
        try (MadeApp app = reading.made(read)) {
            KeptApp.keep(keys, app);
            return new Made.Kept(app.id(), app.slug());
        }
    }
}
