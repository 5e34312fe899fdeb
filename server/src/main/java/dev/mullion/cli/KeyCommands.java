package dev.mullion.cli;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.KeySets;
import dev.mullion.keys.KeySource;
import dev.mullion.keys.KmsKey;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Settings;
import dev.mullion.settings.SettingsReader;
import dev.mullion.settings.SettingsReader.Overrides;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.vault.SealingRotation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "Key material.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommands.Create.class, KeyCommands.Rotate.class, KeyCommands.Kit.class, WebKeyCommand.class})
final class KeyCommands {

    private KeyCommands() {}

    @Command(
            name = "create",
            description = "Makes a master key in FILE (mode 0600) and prints its fingerprint. Refuses to overwrite.",
            mixinStandardHelpOptions = true)
    static final class Create implements LocalCommand {

        @Parameters(paramLabel = "FILE")
        private Path file = Path.of("master.key");

        @Override
        public ExitCode run(Console console) {
            console.out().println("fingerprint " + MasterKey.create(file).fingerprint());
            console.err()
                    .println("The key is in " + file
                            + ". Keep a copy elsewhere: without it no key that it wraps opens again.");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rotate",
            description = "A new key for a workspace, or a new master key. Stopped, it goes on when it is run again.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion key rotate --workspace sample",
                "  bin/mullion key rotate --workspace sample --retire",
                "  bin/mullion key rotate --master --to /etc/mullion/master-2.key",
                "  bin/mullion key rotate --master --kms arn:aws:kms:eu-central-1:111122223333:key/1234abcd-..."
            })
    static final class Rotate implements OperatorCommand {

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Option(names = "--to", paramLabel = "FILE", description = "the new master key, made with key create")
        private @Nullable Path to;

        @Option(names = "--kms", paramLabel = "KEY", description = "the ARN of a key that takes the master key's place")
        private @Nullable String kms;

        @Option(names = "--retire", description = "take away the workspace's old keys instead: backups open no more")
        private boolean retire;

        static final class Which {
            @Option(names = "--workspace", paramLabel = "SLUG")
            private @Nullable String workspace;

            @Option(names = "--master")
            private boolean master;
        }

        @Override
        public ExitCode run(Console console, Operator operator) {
            String slug = which.workspace;
            return which.master || slug == null ? master(console, operator) : workspace(console, operator, slug);
        }

        private ExitCode workspace(Console console, Operator operator, String slug) {
            Workspace found = operator.workspace(slug);
            SealingRotation rotation = operator.secrets().rotation();
            if (retire) {
                try {
                    rotation.retire(found.id(), Actor.OPERATOR);
                } catch (IllegalStateException e) {
                    throw new CommandFailed(ExitCode.CONFLICT, String.valueOf(e.getMessage()), "nothing was changed");
                }
                console.out().println(rotation.progress(found.id()));
                return ExitCode.OK;
            }
            SealingRotation.Progress done = rotation.rotate(
                    found.id(), Actor.OPERATOR, progress -> console.err().println(progress));
            console.out().println(done);
            return done.left() == 0 ? ExitCode.OK : ExitCode.TRY_AGAIN;
        }

        private ExitCode master(Console console, Operator operator) {
            KeySets sets = operator.secrets().keys().sets();
            KeySource next = successor(sets);
            Map<String, Integer> counts =
                    operator.secrets().keys().masterRotation().rotateTo(next, new Headway(console, next.name()));
            operator.trail()
                    .recordOfInstallation(new AuditEvent(
                            AuditAction.KEY_ROTATED, Actor.OPERATOR, "master-key", next.name() + " wraps every key"));
            int left = counts.entrySet().stream()
                    .filter(count -> !isDone(sets, next).test(count.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            console.out()
                    .println(
                            "entries of the key store by key: " + counts + "; " + left + " left on another master key");
            console.err()
                    .println("From the next start on name it in "
                            + (kms == null ? "MULLION_MASTER_KEY_FILE" : "MULLION_KMS_KEY")
                            + " alone, and make a new recovery kit.");
            return left == 0 ? ExitCode.OK : ExitCode.TRY_AGAIN;
        }

        /** Says how far a rotation is whenever a twentieth more is done: 21 lines, however many entries there are. */
        private static final class Headway implements Consumer<Map<String, Integer>> {

            private static final int STEPS = 20;

            private final Console console;
            private final String successor;
            private int said = -1;

            Headway(Console console, String successor) {
                this.console = console;
                this.successor = successor;
            }

            @Override
            public void accept(Map<String, Integer> counts) {
                int all = counts.values().stream().mapToInt(Integer::intValue).sum();
                int done = counts.getOrDefault(successor, 0);
                int step = all == 0 ? STEPS : (int) ((long) STEPS * done / all);
                if (step > said) {
                    said = step;
                    console.err().println(done + " of " + all + " entries are wrapped by " + successor);
                }
            }
        }

        private KeySource successor(KeySets sets) {
            Path file = to;
            String arn = kms;
            if ((file == null) == (arn == null)) {
                throw new CommandFailed(
                        ExitCode.USAGE,
                        "either --to FILE or --kms KEY names the new key",
                        "make one with bin/mullion key create FILE, or copy the ARN of a key of your KMS");
            }
            return arn == null
                    ? FileSource.of(MasterKey.read(Path.of(String.valueOf(file)).toAbsolutePath()))
                    : sets.source(Operator.valid(() -> new KmsKey(arn)));
        }

        /** What is bound to a customer's own key stays with it. */
        private static Predicate<String> isDone(KeySets sets, KeySource next) {
            return source -> source.equals(next.name())
                    || sets.bound().values().stream()
                            .anyMatch(key -> key.sourceName().equals(source));
        }
    }

    @Command(
            name = "kit",
            description = "The recovery kit: what opens the key store when this machine is lost.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "  bin/mullion key kit --to recovery-kit.txt       then put it somewhere else",
                "  bin/mullion key kit --confirm recovery-kit.txt  from there: proves that it opens"
            })
    static final class Kit implements LocalCommand {

        @ArgGroup(multiplicity = "1")
        private File file = new File();

        static final class File {
            @Option(names = "--to", paramLabel = "FILE")
            private @Nullable Path to;

            @Option(names = "--confirm", paramLabel = "FILE")
            private @Nullable Path confirm;
        }

        @Override
        public ExitCode run(Console console) {
            Settings settings =
                    Problems.noneIn(console, new SettingsReader(System.getenv()).read(Overrides.none(), true));
            InstallationKeys keys = InstallationKeys.of(settings, Clock.systemUTC());
            Path made = file.to;
            Path confirmed = file.confirm;
            if (made != null) {
                keys.writeKit(made);
                console.out().println("recovery kit in " + made + "; keep it elsewhere and confirm it from there");
            } else if (confirmed != null) {
                keys.kit().confirm(confirmed);
                console.out().println("the recovery kit opens this installation");
            }
            return ExitCode.OK;
        }
    }
}
