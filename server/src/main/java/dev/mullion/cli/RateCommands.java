package dev.mullion.cli;

import dev.mullion.telemetry.finance.Rate;
import dev.mullion.telemetry.finance.Rates;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.views.RatesView;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rates at which a workspace converts its sums: shown, given or taken away. */
@Command(
        name = "rates",
        description = "The rates at which a workspace converts its sums; gives others with --into, takes them away with"
                + " --remove.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  bin/mullion finance rates --workspace sample",
            "  bin/mullion finance rates --workspace sample --into EUR --rate USD=0.9213@2026-01-31 --rate GBP=1.1702@2026-01-31",
            "  bin/mullion finance rates --workspace sample --remove"
        })
final class RateCommands implements OperatorCommand {

    private static final String FORM = "[A-Z]{3}=[0-9.]{1,25}@[0-9-]{10}";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--into", paramLabel = "CURRENCY", description = "the currency that is converted into")
    private @Nullable String into;

    @Option(
            names = "--rate",
            paramLabel = "CURRENCY=RATE@DAY",
            description = "what one unit is worth, and of which day that is; up to 40, in place of all that were given")
    private List<String> typed = new ArrayList<>();

    @Option(names = "--remove", description = "converts nothing any more")
    private boolean remove;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public ExitCode run(Console console, Operator operator) {
        Workspace found = workspace.of(operator);
        if (remove && (into != null || !typed.isEmpty())) {
            throw new CommandFailed(ExitCode.USAGE, "--remove stands alone", "nothing was changed");
        }
        if (into == null && !typed.isEmpty()) {
            throw new CommandFailed(ExitCode.USAGE, "--rate needs --into", "nothing was changed");
        }
        Rates given = into == null ? null : Operator.valid(() -> read(new CurrencyCode(String.valueOf(into))));
        Operator.Stated stated = operator.books().stated();
        Optional<Rates> stands = operator.workspaces().within(found.id(), () -> {
            if (remove) {
                stated.statements().convertNothing(Actor.OPERATOR);
            } else if (given != null) {
                Operator.valid(() -> {
                    stated.statements().convertAt(given, Actor.OPERATOR);
                    return true;
                });
            }
            return stated.rates().find();
        });
        json.print(console, RatesView.of(stands), () -> stands.ifPresent(rates -> print(console, rates)));
        if (stands.isEmpty()) {
            console.err().println("no rates are given: nothing is converted");
        }
        return ExitCode.OK;
    }

    private Rates read(CurrencyCode reporting) {
        List<Rate> rates = new ArrayList<>();
        for (String one : typed) {
            if (!one.matches(FORM)) {
                throw new IllegalArgumentException("a rate is written as USD=0.9213@2026-01-31");
            }
            String[] parts = one.split("[=@]", 3);
            rates.add(Rate.of(parts[0], parts[1], parts[2]));
        }
        return new Rates(reporting, rates);
    }

    private static void print(Console console, Rates rates) {
        rates.rates()
                .forEach(rate -> console.out()
                        .println(Listing.line(
                                rate.currency().code(),
                                rate.rate().toPlainString(),
                                rates.reporting().code(),
                                rate.asOf())));
    }
}
