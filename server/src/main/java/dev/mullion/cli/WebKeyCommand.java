package dev.mullion.cli;

import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "web",
        description = "The key file of a server with the role web alone: no vendor's token opens with it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion key web --to web.key",
            "",
            "Name it there in MULLION_MASTER_KEY_FILE, with MULLION_ROLES=web and the same key store."
        })
final class WebKeyCommand implements LocalCommand {

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "a new file; nothing is overwritten")
    private Path to = Path.of("web.key");

    @Override
    public ExitCode run(Console console) {
        Settings settings = Problems.noneIn(
                console, new SettingsReader(System.getenv()).read(SettingsReader.Overrides.none(), true));
        return write(console, settings);
    }

    ExitCode write(Console console, Settings settings) {
        if (settings.custody().kmsKey().isPresent()) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    "the keys are wrapped by a KMS, and no file holds any of it",
                    "let the key's policy give that server's role the encryption context mullion:part=web alone");
        }
        MasterKey master = MasterKey.read(settings.masterKeyFile());
        KeyRing.open(
                        KeySources.of(FileSource.of(master)),
                        new FolderKeyStore(settings.custody().store()))
                .writeWebHalf(master, to);
        console.out().println("fingerprint " + master.fingerprint());
        console.err()
                .println("The key is in " + to + ". A server that has it, and not the master key, takes tokens in and"
                        + " opens none. Make another when the master key was changed.");
        return ExitCode.OK;
    }
}
