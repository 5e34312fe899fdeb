package dev.mullion.cli;

import dev.mullion.demo.Demo;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeyStore;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.MasterRotation;
import dev.mullion.keys.UnusableMasterKey;
import dev.mullion.settings.Problem;
import dev.mullion.settings.Reading;
import dev.mullion.settings.SettingNames;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.settings.SettingsReader.Overrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Checks every setting and dependency and lists what is wrong, all at once.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements LocalCommand {

    @Override
    public ExitCode run(Console console) {
        Map<String, String> environment = System.getenv();
        List<Problem> problems = new ArrayList<>(SettingNames.unread(environment));
        boolean demo = Demo.isIn(DataFolder.ofEnvironment()); // it made its key itself, and no setting names it
        return switch (new SettingsReader(environment).read(Overrides.none(), demo)) {
            case Reading.Unusable unusable -> {
                problems.addAll(unusable.problems());
                yield Problems.list(console, problems);
            }
            case Reading.Usable usable -> examine(console, usable.settings(), problems);
        };
    }

    /**
     * Examines what the settings name.
     *
     * @param problems what was found before
     */
    static ExitCode examine(Console console, Settings settings, List<Problem> problems) {
        Optional<KeyRing> keys = masterKey(console, settings, problems);
        folder(settings.data(), problems);
        var exam =
                new DatabaseExam(console, new FolderKeyStore(settings.custody().store()), problems);
        boolean known = front(console, settings);
        boolean layered = settings.database()
                .map(exam::outside)
                .orElseGet(() -> keys.map(ring -> exam.embedded(settings.data().resolve("postgres"), ring))
                        .orElse(false));
        boolean complete = known && layered;
        if (problems.isEmpty()) {
            console.out()
                    .println(
                            complete
                                    ? "ok       settings, key, folder and database are usable"
                                    : "partial  usable, without what is named above");
            return ExitCode.OK;
        }
        return Problems.list(console, problems);
    }

    private static Optional<KeyRing> masterKey(Console console, Settings settings, List<Problem> problems) {
        try {
            InstallationKeys keys = InstallationKeys.of(settings, Clock.systemUTC());
            KeyRing ring = keys.asTheyAre();
            console.out().println("ok       keys are wrapped by " + keys.source());
            keyStore(console, settings, keys);
            return Optional.of(ring);
        } catch (UnusableMasterKey | KeysUnavailable e) {
            problems.add(new Problem(
                    settings.custody().kmsKey().isPresent() ? "MULLION_KMS_KEY" : "MULLION_MASTER_KEY_FILE",
                    String.valueOf(e.getMessage()),
                    "nothing is overwritten meanwhile"));
            return Optional.empty();
        }
    }

    /** Whether it is known who ends TLS; the files themselves were judged with the settings. */
    private static boolean front(Console console, Settings settings) {
        if (!"https".equals(settings.publicUrl().getScheme())) {
            return true;
        }
        String host = settings.publicUrl().getHost();
        if (settings.front().tls().isPresent()) {
            console.out().println("ok       certificate for " + host + ", with its key");
            return true;
        }
        boolean declared = settings.front().proxyDeclared();
        console.out()
                .println(
                        declared
                                ? "ok       a proxy with TLS is declared for " + host
                                : "partial  tls: neither a certificate nor a proxy (MULLION_PROXY=declared) is named for "
                                        + host);
        return declared;
    }

    private static void keyStore(Console console, Settings settings, InstallationKeys keys) {
        KeyStore store = new FolderKeyStore(settings.custody().store());
        if (!KeyRing.isIn(store)) {
            console.out().println("note     key store " + settings.custody().store() + " is made at the first start");
            return;
        }
        console.out()
                .println("ok       key store " + settings.custody().store() + ", "
                        + store.names().size() + " entries");
        if (MasterRotation.isUnderWay(store)) {
            console.out().println("note     a rotation of the master key is not finished; run it again");
        }
        console.out()
                .println(
                        keys.kit().isConfirmed()
                                ? "ok       recovery kit of this key was confirmed"
                                : "note     no recovery kit of this key was confirmed; see bin/mullion key kit");
    }

    private static void folder(Path data, List<Problem> problems) {
        Path existing = data;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            problems.add(new Problem(
                    "MULLION_DATA", data + " cannot be written", "choose a folder of the user who runs the server"));
        }
    }
}
