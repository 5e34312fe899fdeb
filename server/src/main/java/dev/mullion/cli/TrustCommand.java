package dev.mullion.cli;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.checks.Check;
import dev.mullion.tenancy.Actor;
import dev.mullion.trust.Evidence;
import dev.mullion.trust.Finding;
import dev.mullion.trust.Promise;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.State;
import dev.mullion.trust.Trust;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description = "Lists every promise and how it stands, by the last run of its probe.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion trust --check",
            "  bin/mullion trust P21 --json",
            "  bin/mullion trust P44 --attest \"All volumes are encrypted, seen on 3 March\""
        })
final class TrustCommand implements OperatorCommand {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "one promise, such as P21, with its evidence")
    private @Nullable String id;

    @Option(
            names = "--check",
            description = "run the probes now; exit code 7 when a promise is not kept, or could not be checked")
    private boolean check;

    @Option(names = "--attest", paramLabel = "TEXT", description = "a dated statement about what no probe can see")
    private @Nullable String statement;

    @Mixin
    private JsonOption json = new JsonOption();

    /** One promise for programs. */
    record Row(
            String id,
            String module,
            String claim,
            String state,
            @Nullable Instant checkedAt,
            @Nullable List<Check> checks) {}

    @Override
    public ExitCode run(Console console, Operator operator) {
        Trust trust = operator.trust();
        if (statement != null) {
            attest(operator, statement);
        }
        if (check) {
            trust.checked().stream().filter(this::isAsked).forEach(promise -> checkNow(console, trust, promise));
        }
        List<Trust.Line> lines = trust.lines().stream()
                .filter(line -> isAsked(line.promise().id()))
                .toList();
        if (lines.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_FOUND, "there is no promise " + id, "bin/mullion trust lists what there is");
        }
        json.print(console, lines.stream().map(TrustCommand::row).toList(), () -> print(console, lines));
        return check && !lines.stream().allMatch(TrustCommand::isKept) ? ExitCode.VERIFICATION_FAILED : ExitCode.OK;
    }

    /** Right after its probe was to run, one that is not checked is nothing to go on with either. */
    private static boolean isKept(Trust.Line line) {
        return !line.state().isRed() && !(line.state() instanceof State.Unchecked);
    }

    private boolean isAsked(PromiseId promise) {
        return id == null || promise.value().equals(id);
    }

    private static void checkNow(Console console, Trust trust, PromiseId promise) {
        if (trust.checkNow(promise).isEmpty()) {
            console.err().println(promise + " is being checked by somebody else just now");
        }
    }

    private void attest(Operator operator, String text) {
        Operator.valid(() -> {
            PromiseId promise = new PromiseId(String.valueOf(id));
            operator.trust().attest(promise, new Finding.Attested(text));
            operator.trail()
                    .recordOfInstallation(
                            new AuditEvent(AuditAction.CONTROL_ATTESTED, Actor.OPERATOR, promise.value(), text));
            return promise;
        });
    }

    private void print(Console console, List<Trust.Line> lines) {
        for (Trust.Line line : lines) {
            Promise promise = line.promise();
            console.out().printf("%-16s %s  %s%n", line.state().word(), promise.id(), promise.claim());
            if (id != null || line.state().isRed()) {
                line.state().evidence().ifPresent(evidence -> print(console, evidence));
            }
        }
        console.err().println(summary(lines));
    }

    private static void print(Console console, Evidence evidence) {
        console.out().println("    seen " + evidence.at().truncatedTo(ChronoUnit.SECONDS));
        checks(evidence)
                .forEach(seen -> console.out()
                        .printf(
                                "    %-8s %-28s %s%n",
                                seen.outcome().name().toLowerCase(Locale.ROOT), seen.name(), seen.detail()));
    }

    private static String summary(List<Trust.Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(line -> line.state().word(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Row row(Trust.Line line) {
        State state = line.state();
        Optional<Evidence> last = state.evidence();
        return new Row(
                line.promise().id().value(),
                line.promise().module(),
                line.promise().claim(),
                state.word(),
                last.map(Evidence::at).orElse(null),
                last.map(TrustCommand::checks).orElse(null));
    }

    private static List<Check> checks(Evidence evidence) {
        return evidence.finding() instanceof Finding.Tried(var checks) ? checks : List.of();
    }
}
